/** What the tests of the intake stand on: a real database, an office with clients and books, a store, and the jobs run by hand. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';
import { officialJudge } from '../official-rules.fixture.ts';
import { createRealLedger } from '../real-ledger.fixture.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { createTestGround, type Files, filesOf, testLog } from '../test-ground.fixture.ts';
import type { DocumentListItem, DocumentView } from './contract.ts';
import { createDocumentIntakeFeature } from './feature.ts';
import type { UploadResult } from './upload-documents.ts';

/** The buyer of the fixture's invoices. */
export const CLIENT_TAX_ID = '9876543217';
export const OTHER_TAX_ID = '1111111114';

export type Intake = Awaited<ReturnType<typeof createIntake>>;

/** Call in `beforeAll`; `close` in `afterAll`. */
export async function createIntake() {
  const ground = await createTestGround();
  const { deps } = ground;
  const { feature: ledgerFeature, service: ledger } = createRealLedger(deps);
  const feature = createDocumentIntakeFeature(deps, ledger, officialJudge(deps));
  return { ...ground, ledger, feature, ledgerFeature };
}

export interface Office {
  readonly tenantId: string;
  readonly userId: string;
  readonly clientId: string;
  readonly otherClientId: string;
  readonly scope: Scope;
}

let people = 0;

/** An office with an accountant and two clients whose books are open. */
export async function createOffice(intake: Intake): Promise<Office> {
  people += 1;
  const tenantId = randomUUID();
  await inScope(intake.db, systemScope(tenantId), (trx) =>
    trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Örnek Ofis' }).execute(),
  );
  const person = { email: `ayse${people}.${process.pid}@ornek.test`, name: 'Ayşe' };
  const { user_id: userId } = await intake.db
    .insertInto('users')
    .values(person)
    .returning('user_id')
    .executeTakeFirstOrThrow();
  const open = (title: string, taxId: string) => openClient(intake, tenantId, title, taxId);
  const clientId = await open('Örnek Ticaret Ltd. Şti.', CLIENT_TAX_ID);
  const otherClientId = await open('Başka A.Ş.', OTHER_TAX_ID);
  const scope = { tenantId, userId, clientIds: null, requestId: 'test', address: null };
  return { tenantId, userId, clientId, otherClientId, scope };
}

/** Makes the accountant a member of the office, as which they are told things. */
export async function joinOffice({ db }: Intake, { tenantId, userId, scope }: Office): Promise<void> {
  const membership = { tenant_id: tenantId, user_id: userId, role: 'staff' };
  await inScope(db, scope, (trx) => trx.insertInto('memberships').values(membership).execute());
}

/** What the people of the office were told. */
export async function noticesOf(intake: Intake, office: Office): Promise<unknown[]> {
  const { rows } = await intake.superuser.query(
    'select user_id, kind, params, about_client_id, link from notifications where tenant_id = $1',
    [office.tenantId],
  );
  return rows;
}

async function openClient(intake: Intake, tenantId: string, title: string, taxId: string): Promise<string> {
  return inScope(intake.db, systemScope(tenantId), async (trx) => {
    const row = await trx
      .insertInto('clients')
      .values({ tenant_id: tenantId, title, tax_id: taxId })
      .returning('client_id')
      .executeTakeFirstOrThrow();
    const books = {
      tenantId,
      clientId: row.client_id,
      taxId,
      purchaseDefault: 'expense',
      fiscalYearStartMonth: 1,
    } as const;
    await intake.ledger.openBooks(trx, books, '2026-11-23');
    return row.client_id;
  });
}

/** A request's context as the host makes it. */
export function requestOf(scope: Scope, more: Partial<RequestContext> = {}): RequestContext {
  return { ...requestContext(scope), requestId: 'test', log: testLog, ...more };
}

interface RouteInputs {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
}

/** Calls a route the way the host does: input parsed by its contract, output too. */
export async function call(
  intake: Intake,
  key: string,
  scope: Scope,
  input: RouteInputs,
  more: Partial<RequestContext> = {},
) {
  const routes = [...intake.feature.routes, ...intake.ledgerFeature.routes];
  const found = routes.find(({ contract }) => `${contract.method} ${contract.path}` === key);
  if (found === undefined) throw new Error(`no route ${key}`);
  const { contract } = found;
  const answer = await found.handle(requestOf(scope, more), {
    params: contract.params?.parse(input.params ?? {}),
    query: contract.query?.parse(input.query ?? {}),
    body: contract.body?.parse(input.body ?? {}),
  } as Parameters<typeof found.handle>[1]);
  return contract.response === undefined ? answer : contract.response.parse(answer);
}

export async function upload(intake: Intake, office: Office, files: Files): Promise<UploadResult[]> {
  const key = 'POST /clients/:clientId/documents';
  const params = { clientId: office.clientId };
  const answer = await call(intake, key, office.scope, { params }, { files: () => filesOf(files) });
  return (answer as { results: UploadResult[] }).results;
}

export async function list(intake: Intake, office: Office, query: object = {}): Promise<DocumentListItem[]> {
  const params = { clientId: office.clientId };
  const answer = await call(intake, 'GET /clients/:clientId/documents', office.scope, {
    params,
    query: { limit: 500, ...query },
  });
  return (answer as { items: DocumentListItem[] }).items;
}

export async function show(intake: Intake, office: Office, documentId: string): Promise<DocumentView> {
  const params = { documentId };
  return (await call(intake, 'GET /documents/:documentId', office.scope, { params })) as DocumentView;
}

/** The document of this file name, whole. */
export async function named(intake: Intake, office: Office, fileName: string): Promise<DocumentView> {
  const found = (await list(intake, office)).filter((item) => item.fileName === fileName);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} documents are named ${fileName}`);
  return show(intake, office, only.id);
}

/** Runs every waiting job of the queue, as a worker would, until none is left. Jobs that throw are thrown to the test. */
export async function runJobs(intake: Intake): Promise<number> {
  let count = 0;
  for (;;) {
    const { rows } = await intake.superuser.query(
      `select j.id, j.payload, t.identifier from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id
       where j.locked_at is null and j.attempts < j.max_attempts order by j.id`,
    );
    if (rows.length === 0) return count;
    for (const row of rows) {
      await runJob(intake, row.identifier, row.payload);
      await intake.superuser.query('delete from graphile_worker._private_jobs where id = $1', [row.id]);
      count += 1;
    }
  }
}

/** Runs one job with this payload, as its `attempt` of `maxAttempts`. */
export async function runJob(
  intake: Intake,
  name: string,
  payload: unknown,
  attempt = 1,
  maxAttempts = 5,
): Promise<void> {
  const job = intake.feature.jobs.find((definition) => definition.name === name);
  if (job === undefined) throw new Error(`no job ${name}`);
  await job.run(payload, { jobId: 'test', attempt, maxAttempts, log: testLog, signal: undefined });
}

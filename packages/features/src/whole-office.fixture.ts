/** An office with all features on a real database, its jobs run by hand, for tests of what several features do together. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import type { JobContext, JobDefinition } from '@muhasebi/platform/queue/jobs.ts';
import type { TestDatabase } from '@muhasebi/testkit/postgres.ts';
import type pg from 'pg';
import { clientsContract } from './clients/contract.ts';
import { documentIntakeContract } from './document-intake/contract.ts';
import type { Database } from './feature.ts';
import { createFeatures } from './registry.ts';
import { createCaller, requestContext } from './route-caller.fixture.ts';
import { createTestGround, type Files, filesOf, testLog } from './test-ground.fixture.ts';

export { invoiceXml } from './document-intake/ubl-invoice.fixture.ts';

/** The buyer of the fixture's invoices, and another company. */
export const BUYER_TAX_ID = '9876543217';
export const OTHER_TAX_ID = '1111111114';

export type OfficeScope = Scope & { readonly tenantId: string; readonly userId: string };

/** Call in `beforeAll`; `close` in `afterAll`. */
export async function createWholeOffice(database?: TestDatabase) {
  const { db, deps, superuser, close } = await createTestGround(database);
  const features = createFeatures(deps);
  const routes = features.flatMap((feature) => feature.routes);
  const runJob = jobRunner(features.flatMap((feature) => feature.jobs));
  const nobody: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };
  return {
    db,
    deps,
    superuser,
    routes,
    call: createCaller(routes, nobody),
    runJob,
    /** Runs every waiting job of the queue, or of this kind, until none is left. Jobs that throw are thrown to the test. */
    runJobs: (only?: string) => runWaiting(superuser, runJob, only ?? null),
    openOffice: () => openOffice(db),
    addMember: (tenantId: string, role: string) => addMember(db, tenantId, role),
    /** Opens a client company with its books. */
    async openClient(scope: Scope, taxId: string, title = 'Örnek Ticaret Ltd. Şti.'): Promise<string> {
      const body = { title, taxId };
      return (await createCaller(routes, scope)(clientsContract.createClient, { body })).id;
    },
    upload: (scope: Scope, clientId: string, files: Files) => upload(routes, scope, clientId, files),
    close,
  };
}

type RunJob = (name: string, payload: unknown, over?: Partial<JobContext>) => Promise<void>;

function jobRunner(jobs: readonly JobDefinition[]): RunJob {
  return async (name, payload, over = {}) => {
    const job = jobs.find((definition) => definition.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    await job.run(payload, {
      jobId: 'test',
      attempt: 1,
      maxAttempts: 5,
      log: testLog,
      signal: undefined,
      ...over,
    });
  };
}

async function runWaiting(superuser: pg.Client, runJob: RunJob, only: string | null): Promise<number> {
  for (let count = 0; ; count++) {
    const { rows } = await superuser.query(
      `select j.id, j.payload, t.identifier from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id
       where j.locked_at is null and j.attempts < j.max_attempts and ($1::text is null or t.identifier = $1)
       order by j.id limit 1`,
      [only],
    );
    const [job] = rows;
    if (job === undefined) return count;
    await superuser.query('delete from graphile_worker._private_jobs where id = $1', [job.id]);
    await runJob(job.identifier, job.payload);
  }
}

/** An office of its own with an owner. */
async function openOffice(db: Database): Promise<OfficeScope> {
  const tenantId = randomUUID();
  await inScope(db, systemScope(tenantId), (trx) =>
    trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Örnek Ofis' }).execute(),
  );
  return addMember(db, tenantId, 'owner');
}

async function addMember(db: Database, tenantId: string, role: string): Promise<OfficeScope> {
  const userId = randomUUID();
  await inScope(db, systemScope(tenantId), async (trx) => {
    await trx
      .insertInto('users')
      .values({ user_id: userId, email: `${userId}@ofis.example`, name: 'Ayşe Işık' })
      .execute();
    await trx.insertInto('memberships').values({ tenant_id: tenantId, user_id: userId, role }).execute();
  });
  return { tenantId, userId, clientIds: null, requestId: 'test', address: null };
}

/** Uploads files as a browser does; nothing is read before the jobs run. */
async function upload(
  routes: readonly RouteImplementation[],
  scope: Scope,
  clientId: string,
  files: Files,
): Promise<void> {
  const contract: RouteContract = documentIntakeContract.uploadDocuments;
  const route = routes.find((each) => each.contract === contract);
  if (route === undefined) throw new Error('no route takes documents');
  const input = { params: { clientId }, query: {}, body: undefined };
  const context = { ...requestContext(scope), files: () => filesOf(files) };
  await route.handle(context, input as Parameters<typeof route.handle>[1]);
}

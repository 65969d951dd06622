/** No page and no act reads a table of the books from end to end once offices have grown: the plans of all statements that really ran. */

import { randomUUID } from 'node:crypto';
import { finished } from 'node:stream/promises';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { FileResult, RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { RouteContract, RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bankStatementsContract } from './bank-statements/contract.ts';
import { chartContract } from './chart/contract.ts';
import { clientRequestsContract } from './client-requests/contract.ts';
import { growOffices } from './grown-offices.fixture.ts';
import { ledgerContract } from './ledger/contract.ts';
import { periodsContract } from './periods/contract.ts';
import { type PlanWatch, watchPlans } from './plan-watch.fixture.ts';
import { publishedReportsContract } from './published-reports/contract.ts';
import { createFeatures } from './registry.ts';
import { allReports } from './reports/registry.ts';
import { createCaller, type RouteCaller, requestContext } from './route-caller.fixture.ts';
import { sourcesOfReports } from './sources-of-reports.ts';
import { filesOf } from './test-ground.fixture.ts';
import { voucherDeskContract } from './voucher-desk/contract.ts';
import { voucherImportContract } from './voucher-import/contract.ts';
import { createWholeOffice, type OfficeScope } from './whole-office.fixture.ts';
import { workActsContract } from './work-acts/contract.ts';

let database: TestDatabase;
let office: Awaited<ReturnType<typeof createWholeOffice>>;
let scope: OfficeScope;
let pages: Watched;
let acts: Watched;
let ids: Readonly<Record<string, string>>;

/** All routes of the product on a watched connection. */
interface Watched extends PlanWatch {
  readonly routes: readonly RouteImplementation[];
}

async function watch(nested: boolean): Promise<Watched> {
  const plans = await watchPlans(office.superuser, database, { nested });
  const features = createFeatures({ ...office.deps, db: plans.db });
  return { ...plans, routes: features.flatMap((feature) => feature.routes) };
}

// Fills the books of two offices; a busy machine takes its time for that.
beforeAll(async () => {
  database = await createTestDatabase();
  office = await createWholeOffice(database);
  scope = await office.openOffice();
  const clientId = await office.openClient(scope, '1000000000');
  await growOffices({ superuser: office.superuser, scope, clientId });
  ids = await namesOf(clientId);
  pages = await watch(false);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await office?.close();
});

/** What a path can name; things that are not there answer 404 after the same look-up. */
async function namesOf(clientId: string): Promise<Record<string, string>> {
  const one = async (table: string, column: string, where: string) => {
    const { rows } = await office.superuser.query(
      `select ${column} as id from ${table} where client_id = $1 and ${where} order by 1 limit 1`,
      [clientId],
    );
    return String(rows[0]?.id);
  };
  const voucherId = await one('vouchers', 'voucher_id', `status = 'posted'`);
  const documentId = await one('documents', 'document_id', 'true');
  const call = createCaller(office.routes, scope);
  const period = { from: '2025-01-01', to: '2025-03-31', level: 3 };
  const report = await call(publishedReportsContract.publishReport, { params: { clientId }, body: period });
  const asked = await call(clientRequestsContract.createRequests, {
    body: { clientIds: [clientId], kind: 'answer', text: 'Ekstre' },
  });
  const act = await call(workActsContract.askWorkAct, { body: { kind: 'retry', documentIds: [documentId] } });
  const csv = 'Tarih;Hesap kodu;Borç;Alacak\n05.11.2025;770.03;10,00;\n05.11.2025;100.01;;10,00\n';
  const imported = await send(voucherImportContract.uploadVoucherImport, { clientId }, { 'fis.csv': csv });
  const attached = await send(voucherDeskContract.addAttachments, { voucherId }, { 'ek.txt': 'Ek' });
  const statement = [
    ...[':20:EKSTRE', ':25:TR330006100519786457841326', ':28C:1/1', ':60F:C251031TRY1000,00'],
    ...[':61:2511051105C10,00NTRFNONREF', ':86:FATURA ODEMESI', ':62F:C251105TRY1010,00', '-'],
  ].join('\r\n');
  await send(bankStatementsContract.uploadBankStatements, { clientId }, { 'ekstre.sta': statement });
  const bankAccountId = await one('bank_accounts', 'bank_account_id', 'true');
  return {
    ...{ accountCode: '770.03', month: '2025-12', year: '2025', date: '2025-12-31', currency: 'USD' },
    ...{ clientId, bankAccountId, voucherId, documentId, userId: scope.userId, kind: 'defter' },
    ...{ reportId: report.id, requestId: asked.items[0]?.id ?? '', actId: act.id },
    ...{ importId: imported.id, attachmentId: attached.items[0]?.id ?? '' },
    // Of what this office has none of.
    ...Object.fromEntries(
      [
        'reportRunId',
        'scheduleId',
        'mailId',
        'integrationId',
        'runId',
        'itemId',
        'statementId',
        'endpointId',
        'deliveryId',
        'issuedInvoiceId',
        'renderingId',
      ].map((name) => [name, scope.userId ?? '']),
    ),
  };
}

/** Sends files as a browser does. */
async function send<R extends RouteContract>(
  contract: R,
  params: object,
  files: Readonly<Record<string, string>>,
): Promise<RouteResult<R>> {
  const route = office.routes.find((each) => each.contract === contract);
  if (route === undefined) throw new Error(`nothing implements ${contract.path}`);
  const content = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  const context = { ...requestContext(scope), files: () => filesOf(content) };
  const input = { params, query: {}, body: undefined };
  return (await route.handle(context, input as RouteInput<RouteContract>)) as RouteResult<R>;
}

/** What a query can ask for, where its schema does not name the values; each alone and all together. */
const ASKED_DAYS = { from: '2025-10-10', to: '2025-12-30' };
const ASKED: Readonly<Record<string, string>> = {
  ...ASKED_DAYS,
  ...{ at: '2025-06-30', month: '2025-12', date: '2025-12-31', currency: 'USD' },
  ...{
    account: '770',
    accountCode: '770',
    codes: '77',
    q: 'kasa',
    text: 'kırtasiye',
    offset: '100',
    limit: '50',
  },
};

interface Schema {
  readonly properties?: Readonly<
    Record<string, { readonly enum?: readonly string[]; readonly type?: string }>
  >;
  readonly required?: readonly string[];
}

/**
 * The queries that a page can ask: with what it must say, and with each further thing that it may. A file is asked for once: its
 * filters and orders are those of its list.
 */
function queriesOf({ query, kind }: RouteContract): Record<string, string>[] {
  if (query === undefined) return [{}];
  const { properties = {}, required = [] } = z.toJSONSchema(query, {
    io: 'input',
    unrepresentable: 'any',
  }) as Schema;
  const valuesOf = (name: string): string[] => {
    const known = ASKED[name];
    if (known !== undefined) return [known];
    return [...(properties[name]?.enum ?? [])].map(String);
  };
  const base = Object.fromEntries(required.map((name) => [name, valuesOf(name)[0] ?? '']));
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  if (kind === 'file') return [{ ...base, ...(optional.includes('from') && ASKED_DAYS), format: 'csv' }];
  return [base, ...optional.flatMap((name) => valuesOf(name).map((value) => ({ ...base, [name]: value })))];
}

type Answer = 'done' | string;

/** Calls a route as the host does; the code of a refusal is told. */
async function ask(
  route: RouteImplementation,
  query: object,
  body?: object,
  named: object = ids,
): Promise<Answer> {
  const { contract } = route;
  const input = {
    params: contract.params?.parse(named) ?? {},
    query: contract.query?.parse(query) ?? {},
    body: contract.body?.parse(body),
  };
  try {
    const context = requestContext(scope);
    const actor = { ...context.actor, permissions: ['member:read'] };
    const answer = await route.handle({ ...context, actor }, input as RouteInput<RouteContract>);
    if (contract.kind === 'file') await finished((answer as FileResult).stream.resume());
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const nameOf = ({ method, path }: RouteContract) => `${method} ${path}`;

/** Posts that give a file or look at something, with what is asked of them. */
const READING_POSTS: Readonly<Record<string, () => object>> = {
  'POST /documents/selection': () => ({ documentIds: [ids.documentId] }),
  'POST /documents/download': () => ({ documentIds: [ids.documentId] }),
  'POST /office/overview/export': () => ({ clientIds: [ids.clientId], format: 'csv' }),
  'POST /office/mizan/export': () => ({ clientIds: [ids.clientId], format: 'csv' }),
  'POST /work-acts/count': () => ({ kind: 'reject', documentIds: [ids.documentId], reason: 'deneme' }),
};

/** What is asked further: an ekstre is of an account or of a counterparty. */
const ASKED_BESIDE: Readonly<Record<string, readonly Record<string, string>[]>> = {
  '/clients/:clientId/cari-ekstre': [{ account: '770', offset: '100' }, { taxId: '2222222222' }],
  '/clients/:clientId/cari-ekstre/summary': [
    { account: '770', ...ASKED_DAYS },
    { taxId: '2222222222' },
    { account: '100.01' },
  ],
  '/clients/:clientId/cari-ekstre/export': [{ account: '770', format: 'csv' }],
  '/clients/:clientId/report-kinds/:reportKind/export': [{ account: '770', ...ASKED_DAYS, format: 'csv' }],
};

/** Every report, where a path names one. */
function namesIn({ path }: RouteContract): readonly object[] {
  if (!path.includes(':reportKind')) return [ids];
  const about = path.startsWith('/office/') ? 'office' : 'client';
  return allReports(sourcesOfReports)
    .filter((report) => report.about === about)
    .map(({ reportId }) => ({ ...ids, reportKind: reportId }));
}

/** Of integrations, runs and mails this office has none: the look-up alone is watched. */
const NOT_THERE = {
  'GET /integrations/:integrationId/runs': 'INTEGRATION_NOT_FOUND',
  'GET /issued-invoices/:issuedInvoiceId': 'ISSUED_INVOICE_NOT_FOUND',
  'GET /issued-invoices/:issuedInvoiceId/file': 'ISSUED_INVOICE_NOT_FOUND',
  'GET /issued-invoices/:issuedInvoiceId/preview': 'ISSUED_INVOICE_NOT_FOUND',
  'GET /outgoing-mails/:mailId': 'MAIL_NOT_FOUND',
  'GET /portal/report-runs/:reportRunId/file': 'REPORT_RUN_NOT_FOUND',
  'GET /report-runs/:reportRunId': 'REPORT_RUN_NOT_FOUND',
  'GET /report-runs/:reportRunId/file': 'REPORT_RUN_NOT_FOUND',
  'GET /sync-items/:itemId/file': 'SYNC_ITEM_NOT_FOUND',
  'GET /sync-runs/:runId/log': 'SYNC_RUN_NOT_FOUND',
  'GET /webhook-deliveries/:deliveryId': 'WEBHOOK_DELIVERY_NOT_FOUND',
  'GET /webhooks/:endpointId/deliveries': 'WEBHOOK_NOT_FOUND',
};

/** Refusals that are right: nobody's session, no file in the store, no rate kept, an ekstre of nobody, a report without its
 * account, an office that is no demo. */
const REFUSED = {
  'GET /me': 'UNAUTHENTICATED',
  'GET /me/second-factor': 'UNAUTHENTICATED',
  'GET /me/sessions': 'UNAUTHENTICATED',
  'GET /documents/:documentId/answer/file': 'ANSWER_NOT_FOUND',
  'GET /documents/:documentId/file': 'DOCUMENT_HAS_NO_FILE',
  'GET /documents/:documentId/pdf': 'DOCUMENT_HAS_NO_FILE',
  'GET /documents/:documentId/renderings/:renderingId/file': 'RENDERING_NOT_FOUND',
  'GET /documents/:documentId/view': 'DOCUMENT_HAS_NO_FILE',
  'GET /documents/:documentId/xml': 'DOCUMENT_HAS_NO_FILE',
  'GET /exchange-rates': 'RATE_UNKNOWN',
  'GET /clients/:clientId/cari-ekstre': 'EKSTRE_WHOSE',
  'GET /clients/:clientId/cari-ekstre/summary': 'EKSTRE_WHOSE',
  'GET /clients/:clientId/cari-ekstre/export': 'EKSTRE_WHOSE',
  'GET /clients/:clientId/report-kinds/:reportKind': 'REPORT_OPTION_WRONG',
  'GET /clients/:clientId/report-kinds/:reportKind/export': 'REPORT_OPTION_WRONG',
  'GET /office/demo': 'NOT_A_DEMO_OFFICE',
};

describe('at volume', () => {
  it('no page and no file reads a growing table whole, whatever it is asked for', async () => {
    const whole: Record<string, string[]> = {};
    const refused: Record<string, string> = {};
    for (const route of pages.routes) {
      const { method, kind, permission } = route.contract;
      const name = nameOf(route.contract);
      const body = READING_POSTS[name]?.();
      if ((method !== 'GET' && body === undefined) || kind === 'events' || permission === 'public') continue;
      const queries = [...queriesOf(route.contract), ...(ASKED_BESIDE[route.contract.path] ?? [])];
      for (const named of namesIn(route.contract))
        for (const query of queries) {
          const found = await pages.readWhole(async () => {
            const answer = await ask(route, query, body, named);
            if (answer !== 'done') refused[name] = answer;
          });
          if (found.length > 0) whole[`${name} ${JSON.stringify(query)}`] = found;
        }
    }
    expect(whole).toEqual({});
    expect(refused).toEqual({ ...REFUSED, ...NOT_THERE });
  }, 120_000);

  it('a page that reads lines without an index is seen', async () => {
    const text = 'select line_no from voucher_lines';
    expect(await pages.readWhole(() => sql.raw(text).execute(pages.db))).toEqual([`voucher_lines: ${text}`]);
  });
});

describe('with what functions and triggers do of themselves', () => {
  beforeAll(async () => {
    acts = await watch(true);
  });
  afterAll(() => acts?.close());

  it('no act on vouchers, months or the chart reads one whole', async () => {
    expect(await acts.readWhole(act)).toEqual([]);
  }, 60_000);

  it('a function that reads lines without an index is seen', async () => {
    const reading = sql`do $$ begin perform line_no from voucher_lines; end $$`;
    const seen = await acts.readWhole(() => reading.execute(acts.db));
    expect(seen).toEqual(['voucher_lines: SELECT line_no from voucher_lines']);
  });
});

/** What people do with vouchers, months and the chart, once each. */
async function act(): Promise<void> {
  const call = createCaller(acts.routes, scope);
  const of = { clientId: ids.clientId ?? '' };
  const lines = [
    { accountCode: '770.03', debit: '10.00' },
    { accountCode: '100.01', credit: '10.00' },
  ];
  const draft = (date = '2025-11-05') =>
    call(ledgerContract.createVoucher, { params: of, body: { date, description: 'Deneme', lines } });
  const { id, version } = await draft();
  const params = { voucherId: id };
  const changed = await call(ledgerContract.updateVoucher, { params, body: { version, lines } });
  await call(ledgerContract.postVouchers, { body: { vouchers: [{ id, version: changed.version }] } });
  await call(ledgerContract.prepareReversal, { params, body: {} });
  await call(ledgerContract.reverseVoucher, { params, body: { date: '2025-11-06' } });
  await call(ledgerContract.deleteVoucher, { params: { voucherId: (await draft()).id } });
  await call(ledgerContract.enterVouchers, {
    params: of,
    body: { vouchers: [{ id: randomUUID(), date: '2025-11-07', lines }] },
  });
  const other = await draft('2025-12-05');
  const { changeId } = await call(voucherDeskContract.changeDrafts, {
    params: of,
    body: { drafts: [{ id: other.id, version: other.version }], change: { description: 'Başka' } },
  });
  await call(voucherDeskContract.undoDraftChange, { params: { changeId: changeId ?? '' } });
  await actOnMonths(call, of);
  await actOnChart(call, of);
}

async function actOnMonths(call: RouteCaller, of: { clientId: string }): Promise<void> {
  const month = (text: string) => ({ params: { ...of, month: text } });
  await call(periodsContract.numberPeriod, month('2025-04'));
  const body = { reason: 'Deneme', withEarlier: false };
  await call(periodsContract.closePeriods, { ...month('2025-01'), body });
  await call(periodsContract.closeKdv, month('2025-12'));
  await call(periodsContract.moveDrafts, month('2025-11'));
  await call(periodsContract.proposeYearEnd, { params: { ...of, year: 2025 }, body: {} });
}

async function actOnChart(call: RouteCaller, of: { clientId: string }): Promise<void> {
  const code = '120.01.00007';
  const names = [{ code, was: 'Işık 7 Ltd. Şti.', name: 'Işık Yedi A.Ş.' }];
  await call(chartContract.renameAccounts, { params: of, body: { names } });
  await call(chartContract.setAccountStatus, { params: of, body: { codes: [code], status: 'closed' } });
  await call(ledgerContract.createAccount, { params: of, body: { code: '120.01.99999', name: 'Yeni' } });
  await call(chartContract.deleteAccounts, { params: of, body: { codes: ['120.01.99999'] } });
}

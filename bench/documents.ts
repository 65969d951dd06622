/**
 * Measures the list of one client with 200,000 documents as the application asks it: every filter, every order, words rare and
 * common, the first page and one deep inside. Usage: node bench/documents.ts [documents]
 */
import { documentOrder } from '@muhasebi/features/document-intake/contract.ts';
import { listDocuments } from '@muhasebi/features/document-intake/documents.queries.ts';
import { readFile } from '@muhasebi/features/document-intake/read-file.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { sql, type Transaction } from 'kysely';
import { openBenchOffice } from './bench-office.ts';
import { median } from './median.ts';
import { tell } from './tell.ts';

const DOCUMENTS = Number(process.argv[2] ?? 200_000);
/** Different invoices; the others repeat them under numbers of their own. */
const INVOICES = 2_000;
const A_STATEMENT = 10_000;
const PAGE = 100;
const ROUNDS = 7;
const GOAL_MS = 100;

function invoicesRead(): Promise<object[]> {
  const read = Array.from({ length: INVOICES }, async (_, n) => {
    const issueDate = `2026-${String((n % 11) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
    const { xml } = generateInvoice(`liste-${n}`, { kind: 'satis', issueDate, sequence: n + 1 });
    const file = { documentId: '', version: 1, sha256: '', fileName: '', sizeBytes: 1n };
    const reader = { clientTaxId: '1000000001', today: '2026-11-27', roots: null };
    const claimed = { ...file, voucherId: null, envelope: null };
    const reading = await readFile(claimed, Buffer.from(xml), reader);
    if (reading.kind !== 'invoice') throw new Error('an invoice of the generator could not be read');
    return { n, ...reading.columns, invoice: reading.invoice };
  });
  return Promise.all(read);
}

const invoices = JSON.stringify(await invoicesRead());
const office = await openBenchOffice(async (trx, tenantId) => {
  for (let from = 1; from <= DOCUMENTS; from += A_STATEMENT)
    await put(trx, tenantId, from, Math.min(DOCUMENTS, from + A_STATEMENT - 1));
});

/** Documents of the first client, the n-th as many minutes ago as come after it. */
async function put(trx: Transaction<DB>, tenantId: string, from: number, to: number): Promise<void> {
  await sql`
    with s as (select * from jsonb_to_recordset(${invoices}::jsonb) as s (n int, "documentNo" text,
      "issueDate" date, "counterpartyTaxId" text, "counterpartyName" text, currency text, payable numeric, profile text,
      type text, invoice jsonb)),
    f as (insert into stored_files (tenant_id, sha256, size_bytes)
      select ${tenantId}, encode(sha256(n::text::bytea), 'hex'), 1 from generate_series(${from}::int, ${to}::int) n
      returning sha256),
    d as (select sha256, ${from}::int - 1 + row_number() over () as n from f)
    insert into documents (tenant_id, client_id, document_id, sha256, size_bytes, file_name, upload_id, created_at, state, kind,
      reject_reason, document_no, issue_date, counterparty_tax_id, counterparty_name, currency, payable, profile, type,
      direction, invoice, worst_finding, read_at)
    select ${tenantId}, (select client_id from clients where tenant_id = ${tenantId} order by client_id limit 1),
      uuidv7(make_interval(mins => d.n::int - ${DOCUMENTS}::int)), d.sha256, 1, 'fatura-' || d.n || '.xml', uuidv7(),
      now() + make_interval(mins => d.n::int - ${DOCUMENTS}::int),
      case when d.n % 10 = 0 then 'READY' else 'REJECTED' end, 'invoice',
      case when d.n % 10 = 0 then null else 'ölçüm' end, 'OLC2026' || lpad(d.n::text, 9, '0'), s."issueDate",
      s."counterpartyTaxId", s."counterpartyName", s.currency, s.payable + d.n, s.profile, s.type, 'alis', s.invoice,
      case when d.n % 500 = 0 then 'error' when d.n % 100 = 0 then 'warning' end, now()
    from d join s on s.n = d.n % ${INVOICES}::int`.execute(trx);
}

type Query = Omit<Parameters<typeof listDocuments>[2], 'filter' | 'limit'>;

try {
  const { database, db, scope, tenantId } = office;
  const housekeeper = createPool({
    url: database.superuserUrl,
    maxConnections: 1,
    applicationName: 'bench',
    statementTimeoutMs: 300_000,
  });
  await housekeeper.query('vacuum analyze').finally(() => housekeeper.end());
  const { client_id: clientId } = await inScope(db, scope, (trx) =>
    trx.selectFrom('documents').select('client_id').limit(1).executeTakeFirstOrThrow(),
  );
  const newest: Query = { order: 'newest', after: null };
  const list = (filter: object, query = newest) =>
    inScope(db, scope, (trx) =>
      listDocuments(trx, tenantId, { filter: { ...filter, clientId }, limit: PAGE, ...query }),
    );

  async function time(work: () => Promise<unknown[]>): Promise<[ms: number, rows: number]> {
    const took: number[] = [];
    let rows = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      rows = (await work()).length;
      took.push(performance.now() - started);
    }
    return [Math.round(median(took) * 10) / 10, rows];
  }

  const first = (await list({}))[0];
  const filters: Record<string, object> = {
    'every document': {},
    'waiting for review': { states: ['READY'] },
    'a state that none has': { states: ['FAILED'] },
    'with errors': { findings: ['error'] },
    duplicates: { duplicate: true },
    'one counterparty by tax number': { counterparty: first?.counterparty_tax_id ?? '' },
    'one counterparty by name': { counterparty: first?.counterparty_name ?? '' },
    'amounts of a narrow range': { amountFrom: '150000', amountTo: '150100' },
    'amounts that none has': { amountFrom: '99000000' },
    'one day of issue': { issuedFrom: '2026-03-05', issuedTo: '2026-03-05' },
    'one day of arrival': { receivedFrom: '2026-09-10', receivedTo: '2026-09-10' },
    'a type that none has': { types: ['HKSSATIS'] },
    'a rare word': { q: String(first?.document_no ?? '').toLowerCase() },
    'the end of a number': { q: '99123' },
    'a word that none has': { q: 'zürafa' },
    'a word that all have': { q: 'FATURA' },
    'a word of many': { q: 'tekstil' },
    'two letters': { q: 'öz' },
    'a word of many, in one state': { q: 'kırtasiye', states: ['READY'] },
  };
  const measured: Record<string, string> = {};
  let worst = 0;
  for (const [name, filter] of Object.entries(filters)) {
    const [ms, rows] = await time(() => list(filter));
    measured[name] = `${ms} ms, ${rows} rows`;
    worst = Math.max(worst, ms);
  }
  for (const order of documentOrder.options) {
    const [shown] = await time(() => list({}, { order, after: null }));
    let after: Query['after'] = null;
    for (let step = 0; step < 50; step++) {
      const last = (await list({}, { order, after })).at(-1);
      if (last !== undefined) after = [last.sort_key, last.document_id];
    }
    const [deep] = await time(() => list({}, { order, after }));
    measured[`order ${order}`] = `${shown} ms, page 51: ${deep} ms`;
    worst = Math.max(worst, shown, deep);
  }
  const [baseline] = await time(() =>
    inScope(db, scope, async (trx) => {
      const { rows } =
        await sql`select * from documents where tenant_id = ${tenantId} and client_id = ${clientId}
        order by document_id desc limit ${PAGE}`.execute(trx);
      return rows;
    }),
  );
  tell({
    bench: `documents of a client with ${DOCUMENTS}: the slowest of ${Object.keys(measured).length} lists`,
    unit: 'ms',
    figure: worst,
    baseline,
    baselineIs: 'the newest page of the bare table',
    goal: `≤ ${GOAL_MS} ms a page`,
    met: DOCUMENTS === 200_000 ? worst <= GOAL_MS : null,
    details: measured,
  });
} finally {
  await office.close();
}

/** Measures the overview of an office with 300 clients and a million documents, 60,000 of them in the month shown. */
import { listClientMonths } from '@muhasebi/features/office-overview/overview.queries.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { CLIENTS, openBenchOffice, sideBySide } from './bench-office.ts';
import { tell } from './tell.ts';

const MONTHS = 17;
const A_MONTH = 60_000;
const GOAL_MS = 300;
const month = { from: '2026-11-01', until: '2026-12-01' };

const { database, db, scope, tenantId, close } = await openBenchOffice(async (trx, tenant) => {
  await sql`with c as (select client_id, row_number() over () as place from clients where tenant_id = ${tenant}),
    f as (insert into stored_files (tenant_id, sha256, size_bytes)
      select ${tenant}, encode(sha256(n::text::bytea), 'hex'), 1
      from generate_series(1, ${MONTHS * A_MONTH}) n returning sha256),
    d as (select sha256, row_number() over () as n from f)
    insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, reject_reason, issue_date)
    select ${tenant}, c.client_id, d.sha256, 1, 'a.xml', uuidv7(),
      case when d.n % 10 = 0 then 'READY' else 'REJECTED' end, case when d.n % 10 = 0 then null else 'ölçüm' end,
      (date '2026-11-01' - make_interval(months => ((d.n - 1) / ${A_MONTH})::int) + make_interval(days => (d.n % 28)::int))::date
    from d join c on c.place = d.n % ${CLIENTS} + 1`.execute(trx);
});
try {
  // The table is as a server finds it after its own housekeeping.
  const housekeeper = createPool({
    url: database.superuserUrl,
    maxConnections: 1,
    applicationName: 'bench',
    statementTimeoutMs: 300_000,
  });
  await housekeeper.query('vacuum analyze documents').finally(() => housekeeper.end());
  const took = await sideBySide(
    async () => {
      const rows = await inScope(db, scope, (trx) => listClientMonths(trx, tenantId, month));
      if (rows.length !== CLIENTS || rows.reduce((sum, row) => sum + row.received, 0) !== A_MONTH)
        throw new Error('the overview is not what was put in');
    },
    async () => {
      await inScope(db, scope, (trx) =>
        sql`select count(*) from documents where tenant_id = ${tenantId}
          and issue_date >= ${month.from}::date and issue_date < ${month.until}::date`.execute(trx),
      );
    },
  );
  tell({
    bench: 'overview of 300 clients, 1,020,000 documents, 60,000 in the month',
    unit: 'ms',
    figure: Math.round(took.ours),
    baseline: Math.round(took.baseline),
    baselineIs: 'a bare count of the same documents of the month',
    goal: `≤ ${GOAL_MS} ms for the page`,
    met: took.ours <= GOAL_MS,
  });
} finally {
  await close();
}

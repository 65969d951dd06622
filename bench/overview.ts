/** Measures the overview of an office with 300 clients and a million documents, 60,000 of them in the month shown. */
import { randomUUID } from 'node:crypto';
import { listClientMonths } from '@muhasebi/features/office-overview/overview.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { sql } from 'kysely';
import { median } from './median.ts';
import { tell } from './tell.ts';

const MONTHS = 17;
const A_MONTH = 60_000;
const postgres = await startTemporaryPostgres();
const database = await copyTemplate(postgres.address);
const pool = createPool({
  url: database.appUrl,
  maxConnections: 2,
  applicationName: 'bench',
  statementTimeoutMs: 300_000,
});
const db = createDatabase<DB>(pool);
const tenantId = randomUUID();
const scope = systemScope(tenantId);
try {
  await inScope(db, scope, async (trx) => {
    await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Ölçüm' }).execute();
    await sql`insert into clients (tenant_id, title, tax_id)
      select ${tenantId}, 'Mükellef ' || n, (1000000000 + n)::text from generate_series(1, 300) n`.execute(
      trx,
    );
    await sql`with c as (select client_id, row_number() over () as place from clients where tenant_id = ${tenantId}),
      f as (insert into stored_files (tenant_id, sha256, size_bytes)
        select ${tenantId}, encode(sha256(n::text::bytea), 'hex'), 1
        from generate_series(1, ${MONTHS * A_MONTH}) n returning sha256),
      d as (select sha256, row_number() over () as n from f)
      insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, reject_reason, issue_date)
      select ${tenantId}, c.client_id, d.sha256, 1, 'a.xml', uuidv7(),
        case when d.n % 10 = 0 then 'READY' else 'REJECTED' end, case when d.n % 10 = 0 then null else 'ölçüm' end,
        (date '2026-11-01' - make_interval(months => ((d.n - 1) / ${A_MONTH})::int) + make_interval(days => (d.n % 28)::int))::date
      from d join c on c.place = d.n % 300 + 1`.execute(trx);
  });
  // The table is as a server finds it after its own housekeeping.
  const housekeeper = createPool({
    url: database.superuserUrl,
    maxConnections: 1,
    applicationName: 'bench',
    statementTimeoutMs: 300_000,
  });
  await housekeeper.query('vacuum analyze documents').finally(() => housekeeper.end());
  const ours: number[] = [];
  const bare: number[] = [];
  const month = { from: '2026-11-01', until: '2026-12-01' };
  for (let n = 0; n < 20; n++) {
    let start = performance.now();
    const rows = await inScope(db, scope, (trx) => listClientMonths(trx, tenantId, month));
    ours.push(performance.now() - start);
    if (rows.length !== 300 || rows.reduce((sum, row) => sum + row.received, 0) !== A_MONTH)
      throw new Error('the overview is not what was put in');
    start = performance.now();
    await inScope(db, scope, (trx) =>
      sql`select count(*) from documents where tenant_id = ${tenantId}
        and issue_date >= ${month.from}::date and issue_date < ${month.until}::date`.execute(trx),
    );
    bare.push(performance.now() - start);
  }
  tell({
    bench: 'overview of 300 clients, 1,020,000 documents, 60,000 in the month',
    unit: 'ms',
    figure: Math.round(median(ours)),
    baseline: Math.round(median(bare)),
    baselineIs: 'a bare count of the same documents of the month',
    goal: '≤ 300 ms for the page',
    met: median(ours) <= 300,
  });
} finally {
  await db.destroy();
  await postgres.stop();
}

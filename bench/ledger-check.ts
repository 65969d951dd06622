/** Measures the ledger check at 100,000 posted vouchers of 300,000 lines with their documents, 20 clients; files left out. */
import { randomUUID } from 'node:crypto';
import { checkLedger } from '@muhasebi/features/ledger-check/check-ledger.ts';
import { fileRules, ledgerRules } from '@muhasebi/features/ledger-rules.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { type Kysely, sql } from 'kysely';
import { tell } from './tell.ts';

const VOUCHERS = Number(process.argv[2] ?? 100_000);
const CLIENTS = 20;
const GOAL_S = 60;

/** Sound books by plain inserts, past the triggers: posting them one by one would take minutes. */
async function fill(db: Kysely<DB>): Promise<void> {
  const tenantId = randomUUID();
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Ölçüm' }).execute();
    await sql`insert into clients (tenant_id, title, tax_id)
      select ${tenantId}, 'Mükellef ' || n, (1000000000 + n)::text from generate_series(1, ${CLIENTS}::int) n`.execute(
      trx,
    );
    await sql`insert into accounts (tenant_id, client_id, code, name, is_leaf, normal_side)
      select tenant_id, client_id, code, code, true, 'borc' from clients,
        (select '320.01.' || n as code from generate_series(1, 500) n union all values ('770.03'), ('191.01')) a`.execute(
      trx,
    );
    await sql`insert into vouchers (tenant_id, voucher_id, client_id, type, voucher_date, status, fiscal_year, fis_no, posted_at, document_id)
      select c.tenant_id, uuidv7(), c.client_id, 'mahsup', date '2025-01-01' + (n % 360), 'posted', 2025, n, now(), uuidv7()
      from clients c, generate_series(1, ${Math.ceil(VOUCHERS / CLIENTS)}::int) n`.execute(trx);
    await sql`insert into voucher_lines (tenant_id, voucher_id, line_no, client_id, account_code, debit_kurus, credit_kurus, book_date)
      select v.tenant_id, v.voucher_id, l.no, v.client_id, coalesce(l.code, '320.01.' || (1 + v.fis_no % 500)), l.debit, l.credit, v.voucher_date
      from vouchers v, (values (1, '770.03', 100000, 0), (2, '191.01', 20000, 0), (3, null, 0, 120000)) l (no, code, debit, credit)`.execute(
      trx,
    );
    await sql`insert into voucher_numbers (tenant_id, client_id, fiscal_year, type, last_no)
      select tenant_id, client_id, fiscal_year, type, max(fis_no) from vouchers group by 1, 2, 3, 4`.execute(
      trx,
    );
    await sql`insert into stored_files (tenant_id, sha256, size_bytes)
      select tenant_id, encode(sha256(document_id::text::bytea), 'hex'), 1 from vouchers`.execute(trx);
    await sql`insert into documents (tenant_id, document_id, client_id, state, kind, sha256, size_bytes, file_name, upload_id, voucher_id)
      select tenant_id, document_id, client_id, 'POSTED', 'invoice', encode(sha256(document_id::text::bytea), 'hex'), 1, 'a.xml', uuidv7(), voucher_id
      from vouchers`.execute(trx);
  });
  await sql`vacuum analyze`.execute(db);
}

/** Each row of the books read once, and nothing asked of it. */
async function readOnce(db: Kysely<DB>): Promise<number> {
  const start = performance.now();
  await sql`select (select sum(debit_kurus - credit_kurus) from voucher_lines), (select max(fis_no) from vouchers),
    (select count(sha256) from documents)`.execute(db);
  return performance.now() - start;
}

const postgres = await startTemporaryPostgres();
const database = await copyTemplate(postgres.address);
const connect = (url: string) =>
  createDatabase<DB>(
    createPool({ url, maxConnections: 1, applicationName: 'bench', statementTimeoutMs: 300_000 }),
  );
const superuser = connect(database.superuserUrl);
const owner = connect(database.ownerUrl);
try {
  await fill(superuser);
  const start = performance.now();
  const clock = { now: () => new Date() };
  const took: Record<string, number> = {};
  const timed = ledgerRules.map((rule) => ({
    ...rule,
    check: async (...given: Parameters<typeof rule.check>) => {
      const began = performance.now();
      const answer = await rule.check(...given);
      took[`${rule.name}, ms`] = Math.round(performance.now() - began);
      return answer;
    },
  }));
  const asked = { officeId: null, clientId: null };
  const report = await checkLedger({ db: owner, storage: null, clock, ledgerRules: timed, fileRules }, asked);
  const seconds = (performance.now() - start) / 1000;
  if (report?.isWhole !== true)
    throw new Error(`sound books did not pass: ${JSON.stringify(report?.findings)}`);
  tell({
    bench: `ledger check of ${report.counts.vouchers} vouchers, ${report.counts.voucher_lines} lines`,
    unit: 's',
    figure: Number(seconds.toFixed(2)),
    baseline: Number(((await readOnce(superuser)) / 1000).toFixed(2)),
    baselineIs: 'each row read once',
    goal: `≤ ${GOAL_S} s`,
    met: seconds <= GOAL_S,
    details: {
      ...took,
      'indexes looked at': report.indexes.status === 'checked' ? report.indexes.indexes : null,
      'memory of the process, MB': Math.round(process.memoryUsage.rss() / 1_000_000),
    },
  });
} finally {
  await superuser.destroy();
  await owner.destroy();
  await postgres.stop();
}

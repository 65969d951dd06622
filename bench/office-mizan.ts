/**
 * The office's mizan: figures of 300 clients from the month sums of 130,000 leaf accounts in two years, beside the bare sum of the same
 * rows by client. Usage: node bench/office-mizan.ts
 */
import { loadOfficeMizan } from '@muhasebi/features/statements/show-office-mizan.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { CLIENTS, openBenchOffice, sideBySide } from './bench-office.ts';
import { tell } from './tell.ts';

const GOAL_MS = 300;
const MONTHS = 24;
const MONTH = '2026-12';
/** Leaf accounts of a client by main account; counterparties move in a third of the months, the others in each. */
const LEAVES: Readonly<Record<string, number>> = {
  '100': 2,
  '102': 5,
  '120': 200,
  '153': 5,
  '190': 1,
  '191': 4,
  '320': 150,
  '391': 4,
  '600': 5,
  '770': 60,
};

const { database, db, scope, tenantId, close } = await openBenchOffice(async () => {});
try {
  const rows = await fillBalances();
  const took = await sideBySide(
    async () => {
      const clients = await inScope(db, scope, (trx) => loadOfficeMizan(trx, tenantId, MONTH));
      if (clients.length !== CLIENTS || clients.every(({ cash }) => cash === '0.00'))
        throw new Error('the mizan is not what was put in');
    },
    async () => {
      await inScope(db, scope, (trx) =>
        sql`select client_id, sum(debit_kurus), sum(credit_kurus) from account_balances
            where tenant_id = ${tenantId} and period <= ${`${MONTH}-01`}::date group by 1`.execute(trx),
      );
    },
  );
  tell({
    bench: `mizan figures of ${CLIENTS} clients, ${rows} sums of accounts and months`,
    unit: 'ms',
    figure: Math.round(took.ours),
    baseline: Math.round(took.baseline),
    baselineIs: 'the bare sums of all rows by client',
    goal: `≤ ${GOAL_MS} ms`,
    met: took.ours <= GOAL_MS,
  });
} finally {
  await close();
}

/** Month by month, all clients in each, as postings write them; answers how many rows there are. */
async function fillBalances(): Promise<number> {
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  try {
    await superuser.query('set session_replication_role = replica');
    await superuser.query(
      `insert into account_balances (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
       select c.tenant_id, c.client_id, p.code || '.01.' || lpad(n::text, 4, '0'), m.period, 'ordinary',
         (n * 7919 + m.at * 104729) % 1000003, (n * 6151 + m.at * 86028) % 1000003, 3
       from (select (date '${MONTH}-01' - make_interval(months => at))::date as period, at from generate_series(0, $2::int - 1) at) m
       cross join (select tenant_id, client_id, row_number() over () as place from clients where tenant_id = $1) c
       cross join unnest($3::text[], $4::int[]) p (code, leaves)
       cross join generate_series(1, p.leaves) n
       where p.leaves < 100 or (n + m.at + c.place) % 3 = 0
       order by m.period, n, c.place`,
      [tenantId, MONTHS, Object.keys(LEAVES), Object.values(LEAVES)],
    );
    await superuser.query('vacuum analyze account_balances');
    const { rows } = await superuser.query<{ count: number }>(
      'select count(*)::int as count from account_balances',
    );
    return rows[0]?.count ?? 0;
  } finally {
    await superuser.end();
  }
}

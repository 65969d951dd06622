/**
 * The statement (ekstre) of a whole main account, 120 with thousands of accounts below it: pages anywhere in it and its sums, beside the
 * running balance over all its lines. Usage: node bench/cari.ts [lines of 120] [accounts below it]
 */
import { linesOfAccounts } from '@muhasebi/features/books/page-of-book.ts';
import { listEkstre, sumEkstre } from '@muhasebi/features/statements/show-ekstre.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { openBenchOffice } from './bench-office.ts';
import { fillBooks, withoutIndexes } from './load/many-lines.ts';
import { percentile } from './load/report.ts';
import { tell } from './tell.ts';

const LINES = Number(process.argv[2] ?? 200_000);
const ACCOUNTS = Number(process.argv[3] ?? 3_000);
const LIMIT = 200;
const ROUNDS = 40;
const FIRST_GOAL_MS = 30;
const ANY_GOAL_MS = 60;
const ACCOUNT = '120';

const { database, db, scope, tenantId, close } = await openBenchOffice(async () => {});
try {
  const { rows } = await inScope(db, scope, (trx) =>
    sql<{ id: string }>`select client_id as id from clients where tenant_id = ${tenantId} limit 1`.execute(
      trx,
    ),
  );
  const clientId = rows[0]?.id ?? '';
  await withoutIndexes(database.superuserUrl, () =>
    fillBooks(database.superuserUrl, { tenantId, clientId, lines: LINES * 3, accountsEach: ACCOUNTS }),
  );
  const reading = { tenantId, lines: linesOfAccounts };
  const anywhere = (round: number) => (round * 7919 * 13) % (LINES - LIMIT);
  const page = (offset: number) =>
    inScope(db, scope, (trx) =>
      listEkstre(trx, clientId, { account: ACCOUNT, offset, limit: LIMIT }, reading),
    );
  const bare = (offset: number) =>
    inScope(db, scope, (trx) =>
      sql`select voucher_id, line_no, book_date, debit_kurus, credit_kurus,
            sum(debit_kurus - credit_kurus) over (order by book_date, voucher_id, line_no) as balance
          from voucher_lines where tenant_id = ${tenantId} and client_id = ${clientId}
            and account_code >= ${ACCOUNT} and account_code < ${`${ACCOUNT}/`}
          order by book_date, voucher_id, line_no limit ${LIMIT} offset ${offset}`.execute(trx),
    );
  const took = await p95Of({
    'first page': () => page(0),
    'any page': (round) => page(anywhere(round)),
    'last page': () => page(LINES - LIMIT),
    sums: () => inScope(db, scope, (trx) => sumEkstre(trx, clientId, { account: ACCOUNT }, reading)),
    'running balance over all lines, any page': (round) => bare(anywhere(round)),
  });
  tell({
    bench: `ekstre of ${ACCOUNT}: ${LINES} lines of ${ACCOUNTS} accounts`,
    unit: `ms, p95 of any page of ${LIMIT}`,
    figure: took['any page'] ?? 0,
    baseline: took['running balance over all lines, any page'] ?? 0,
    baselineIs: 'the running balance over all lines before, at the same places',
    goal: `first page ≤ ${FIRST_GOAL_MS} ms, any ≤ ${ANY_GOAL_MS} ms, as the muavin`,
    met: (took['first page'] ?? 0) <= FIRST_GOAL_MS && (took['any page'] ?? 0) <= ANY_GOAL_MS,
    details: took,
  });
} finally {
  await close();
}

/** In turns, so that what disturbs the machine disturbs all of them. Milliseconds. */
async function p95Of(
  works: Readonly<Record<string, (round: number) => Promise<unknown>>>,
): Promise<Record<string, number>> {
  const took = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, work] of Object.entries(works)) {
      const started = performance.now();
      await work(Math.max(round, 0));
      if (round >= 0) took.get(name)?.push(performance.now() - started);
    }
  return Object.fromEntries([...took].map(([name, figures]) => [name, percentile(figures, 0.95)]));
}

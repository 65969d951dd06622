/**
 * Pages of the muavin of an account with 200,000 lines, anywhere in it, beside the plain page of the bare lines by index.
 * Usage: node bench/muavin.ts [lines of the account]
 */
import { bookLines } from '@muhasebi/features/books/book-places.queries.ts';
import { readAccount, sumAccount } from '@muhasebi/features/books/read-books.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { openBenchOffice } from './bench-office.ts';
import { fillBooks } from './load/many-lines.ts';
import { percentile } from './load/report.ts';
import { tell } from './tell.ts';

const LINES = Number(process.argv[2] ?? 200_000);
const LIMIT = 200;
const ROUNDS = 40;
const FIRST_GOAL_MS = 30;
const ANY_GOAL_MS = 60;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };

const { database, db, scope, tenantId, close } = await openBenchOffice(async () => {});

const figures: Record<string, number> = {};

/** Milliseconds, the 95th of a hundred; kept by name. */
async function p95Of(name: string, work: (round: number) => Promise<unknown>): Promise<void> {
  await work(0);
  const took: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const started = performance.now();
    await work(n);
    took.push(performance.now() - started);
  }
  figures[name] = Number(percentile(took, 0.95).toFixed(1));
}

try {
  const { rows } = await inScope(db, scope, (trx) =>
    sql<{ id: string }>`select client_id as id from clients where tenant_id = ${tenantId} limit 1`.execute(
      trx,
    ),
  );
  const clientId = rows[0]?.id ?? '';
  // One leaf account below 770 takes a third of all lines; 770 itself is read as a group of one.
  await fillBooks(database.superuserUrl, { tenantId, clientId, lines: LINES * 3, accountsEach: 1 });
  const leaf = { tenantId, clientId, accountCode: '770.77.00001' };
  const page = (offset: number, owner = leaf, range: { from?: string; to?: string } = YEAR) =>
    inScope(db, scope, (trx) => readAccount(trx, owner, { ...range, offset, limit: LIMIT }));
  const anywhere = (round: number) => (round * 7919 * 13) % (LINES - LIMIT);
  await p95Of('first page', () => page(0));
  await p95Of('any page', (round) => page(anywhere(round)));
  await p95Of('last page', () => page(LINES - LIMIT));
  await p95Of('any page of the group above', (round) =>
    page(anywhere(round), { ...leaf, accountCode: '770' }),
  );
  await p95Of('any page of a range that cuts months', (round) =>
    page(Math.floor(anywhere(round) / 2), leaf, { from: '2026-02-11', to: '2026-11-19' }),
  );
  await p95Of('sums', () => inScope(db, scope, (trx) => sumAccount(trx, leaf, YEAR)));
  await p95Of('bare lines by index, first page', () => bare(0));
  await p95Of('bare lines by index, any page', (round) => bare(anywhere(round)));
  await p95Of('what it would be: the balance over all lines before', (round) =>
    inScope(db, scope, (trx) =>
      bookLines(leaf, { ...YEAR, skip: anywhere(round), limit: LIMIT }).execute(trx),
    ),
  );
  tell({
    bench: `muavin of ${LINES} lines`,
    unit: 'ms, p95 of any page of 200',
    figure: figures['any page'] ?? 0,
    baseline: figures['bare lines by index, any page'] ?? 0,
    baselineIs: 'the bare lines by index, at the same places',
    goal: `first page ≤ ${FIRST_GOAL_MS} ms, any ≤ ${ANY_GOAL_MS} ms`,
    met: (figures['first page'] ?? 0) <= FIRST_GOAL_MS && (figures['any page'] ?? 0) <= ANY_GOAL_MS,
    details: figures,
  });

  function bare(offset: number): Promise<unknown> {
    return inScope(db, scope, (trx) =>
      sql`select voucher_id, line_no, book_date, debit_kurus, credit_kurus from voucher_lines
          where tenant_id = ${tenantId} and client_id = ${clientId} and account_code = ${leaf.accountCode}
          order by book_date, voucher_id, line_no limit ${LIMIT} offset ${offset}`.execute(trx),
    );
  }
} finally {
  await close();
}

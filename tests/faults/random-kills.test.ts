/** A few kills at random moments, every day; `pnpm test:kills` is the long run. */
import { expect, test } from 'vitest';
import { randomKills } from '../kills/random-kills.ts';

const KILLS = 8;
const LIMIT_MS = 60_000;

test('whatever is killed while clients send and post, each acknowledged document and voucher is there exactly once', async () => {
  const seed = crypto.randomUUID().slice(0, 8);
  const report = await randomKills({ count: KILLS, seed, limitMs: LIMIT_MS });
  expect(report.faults, `seed ${seed}`).toEqual([]);
  expect(Object.values(report.kills).reduce((sum, n) => sum + n, 0)).toBe(KILLS);
  expect(report.documents).toBeGreaterThan(0);
  // Beside those of documents, the clerks enter vouchers by hand; that each is there once is among the faults.
  expect(report.vouchers).toBeGreaterThan(report.documents);
}, 300_000);

/** Backups and drills as Prometheus hears of them, on a real database. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { runGauges } from './run-gauges.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
let books: BooksFixture;
let owner: pg.Client;
beforeAll(async () => {
  books = await createBooks();
  owner = new pg.Client({ connectionString: books.superuserUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await books.close();
});

const remember = (kind: string, endedAt: string, outcome: string, sizeBytes: number | null = null) =>
  owner.query(
    `insert into operation_runs (kind, started_at, ended_at, outcome, size_bytes) values ($1, $2, $2, $3, $4)`,
    [kind, endedAt, outcome, sizeBytes],
  );
const told = async () =>
  (await runGauges(books.db, () => NOW).read()).map(({ gauge, labels, value }) => [gauge, labels, value]);

it('nothing is said of what never ran', async () => {
  expect(await told()).toEqual([]);
});

it('the age is that of the last run that went well, also where a newer one failed', async () => {
  await remember('backup', '2026-11-27T10:00:00Z', 'ok', 1234);
  await remember('backup', '2026-11-27T11:30:00Z', 'failed');
  await remember('restore-drill', '2026-11-20T12:00:00Z', 'ok');
  await remember('restore-drill', '2026-11-27T11:00:00Z', 'failed');
  await remember('ledger-check', '2026-11-27T11:00:00Z', 'failed');
  const age = (kind: string, seconds: number) => ['muhasebi_operation_age_seconds', { kind }, seconds];
  const failed = (kind: string, is: number) => ['muhasebi_operation_failed', { kind }, is];
  const all = await told();
  expect(all).toHaveLength(6);
  expect(all).toEqual(
    expect.arrayContaining([
      age('backup', 7_200),
      failed('backup', 1),
      ['muhasebi_backup_size_bytes', {}, 1234],
      age('restore-drill', 7 * 86_400),
      failed('restore-drill', 1),
      failed('ledger-check', 1),
    ]),
  );
});

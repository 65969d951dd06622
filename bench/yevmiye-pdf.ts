/**
 * The yevmiye of a real client as PDF, by the road of the app: snapshot, cursor, pages, and a reader that takes them as they come.
 * Tells the largest resident memory, when the first bytes were there, and how long the work goes on for a reader who leaves.
 * Usage: node bench/yevmiye-pdf.ts [lines]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJournal } from '@muhasebi/features/books/export-books.ts';
import { createOfficeSettingsFeature } from '@muhasebi/features/office-settings/feature.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { openBenchOffice } from './bench-office.ts';
import { fillBooks } from './load/many-lines.ts';
import { tell } from './tell.ts';

const LINES = Number(process.argv[2] ?? 100_000);
const MEMORY_GOAL_MB = 400;
const LEAVING_GOAL_MS = 1_000;
const YEAR = { from: '2026-01-01', to: '2026-12-31', format: 'pdf' } as const;

const { database, db, scope, tenantId, close } = await openBenchOffice(async () => {});
const scratchDir = await mkdtemp(path.join(tmpdir(), 'muhasebi-bench-'));
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);

/** Texts that are never the same, as in books. */
async function writeTexts(clientId: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  try {
    await superuser.query('set session_replication_role = replica');
    await superuser.query(
      `update voucher_lines l set description = v.fis_no || ' numaralı fatura, Çağdaş Öğütme Sanayi ' || l.line_no
       from vouchers v where v.voucher_id = l.voucher_id and l.client_id = $1`,
      [clientId],
    );
    await superuser.query('vacuum analyze voucher_lines');
  } finally {
    await superuser.end();
  }
}

try {
  const { rows } = await inScope(db, scope, (trx) =>
    sql<{ id: string }>`select client_id as id from clients where tenant_id = ${tenantId} limit 1`.execute(
      trx,
    ),
  );
  const clientId = rows[0]?.id ?? '';
  await fillBooks(database.superuserUrl, { tenantId, clientId, lines: LINES, accountsEach: 2_000 });
  await writeTexts(clientId);
  const deps = {
    db,
    clock: systemClock,
    scratchDir,
    letterhead: createOfficeSettingsFeature({ db }).letterhead,
  };
  const ask = () => exportJournal(deps, { scope, language: 'tr' }, clientId, YEAR);
  const idleMb = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  peak = 0;

  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  let firstSeconds = 0;
  let bytes = 0;
  for await (const chunk of (await ask()).stream as AsyncIterable<Buffer>) {
    if (bytes === 0) firstSeconds = since();
    bytes += chunk.length;
  }
  const seconds = since();
  const peakMb = Math.round(peak / 1024 / 1024);

  const left = (await ask()).stream;
  await new Promise((resolve) => left.once('data', resolve));
  left.destroy();
  const leftAt = performance.now();
  while (await isBusy()) await new Promise((resolve) => setTimeout(resolve, 5));
  const leavingMs = Math.round(performance.now() - leftAt);

  tell({
    bench: `yevmiye as PDF, ${LINES} lines`,
    unit: 'MB, largest resident memory',
    figure: peakMb,
    baseline: idleMb,
    baselineIs: 'the process before the first line',
    goal: `≤ ${MEMORY_GOAL_MB} MB, work over ≤ ${LEAVING_GOAL_MS} ms after a reader left`,
    met: peakMb <= MEMORY_GOAL_MB && leavingMs <= LEAVING_GOAL_MS,
    details: {
      firstSeconds: Number(firstSeconds.toFixed(1)),
      seconds: Number(seconds.toFixed(1)),
      msEach: Number(((seconds * 1000) / LINES).toFixed(3)),
      fileMb: Number((bytes / 1024 / 1024).toFixed(1)),
      leavingMs,
    },
  });
} finally {
  clearInterval(watch);
  await close();
  await rm(scratchDir, { recursive: true });
}

/** Whether a snapshot is still open. */
async function isBusy(): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null) as busy`.execute(
    db,
  );
  return rows[0]?.busy ?? false;
}

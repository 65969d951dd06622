/**
 * Client summaries as PDF, by the service that schedules send from: read in a snapshot each, written, hashed, put into the store; then a
 * muavin of 100,000 lines in the same process. Tells the largest resident memory of both.
 * Usage: node bench/reports.ts [summaries] [lines]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { openPaper } from '@muhasebi/connectors/table-file/pdf-paper.ts';
import { createOfficeSettingsFeature } from '@muhasebi/features/office-settings/feature.ts';
import type { ReportToMake } from '@muhasebi/features/reports/contract.ts';
import { createReportsFeature } from '@muhasebi/features/reports/feature.ts';
import { sourcesOfReports } from '@muhasebi/features/sources-of-reports.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { sql } from 'kysely';
import { openBenchOffice } from './bench-office.ts';
import { fillClientMonths } from './load/client-months.ts';
import { fillBooks } from './load/many-lines.ts';
import { tell } from './tell.ts';

const SUMMARIES = Number(process.argv[2] ?? 1_000);
const LINES = Number(process.argv[3] ?? 100_000);
const GOAL_SECONDS = 60;
const GOAL_MB = 512;
/** Vouchers of the year of each of the 300 clients. */
const VOUCHERS = 240;
/** Reports at a time: while one waits for the database, another is written. */
const AT_ONCE = 2;

const { database, db, scope, tenantId, close } = await openBenchOffice(async () => {});
const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-bench-'));
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const peakMb = () => Math.round(peak / 1024 / 1024);

/** Runs `work` so many times, two at a time; seconds. */
async function timed(times: number, work: (nth: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < times) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return (performance.now() - started) / 1000;
}

/** An empty page with a line in each of the two faces: what the paper alone costs. */
async function bareSheet(): Promise<void> {
  const stream = await openPaper({ title: 'Ölçüm', language: 'tr' }, async (pen) => {
    pen.doc.addPage();
    for (const face of ['plain', 'bold'] as const)
      pen.write('Ölçüm', 40, 40, { face, size: 9, ink: '#1b1f26' });
  });
  for await (const _ of stream);
}

try {
  await fillClientMonths(database.superuserUrl, tenantId, VOUCHERS);
  const { rows } = await inScope(db, scope, (trx) =>
    sql<{ id: string }>`select client_id as id from clients where tenant_id = ${tenantId} order by 1`.execute(
      trx,
    ),
  );
  const clients = rows.map(({ id }) => id);
  const letterhead = createOfficeSettingsFeature({ db }).letterhead;
  const { service } = createReportsFeature(
    {
      db,
      clock: systemClock,
      scratchDir: folder,
      letterhead,
      storage: createDiskStorage(path.join(folder, 'store')),
    },
    sourcesOfReports,
  );
  const make = (nth: number, over: Partial<ReportToMake> = {}) => {
    const month = String((nth % 12) + 1).padStart(2, '0');
    const last = new Date(Date.UTC(2026, (nth % 12) + 1, 0)).getUTCDate();
    return service.make({
      tenantId,
      reportId: 'month-summary',
      clientId: clients[nth % clients.length] ?? '',
      period: { from: `2026-${month}-01`, to: `2026-${month}-${last}` },
      format: 'pdf',
      language: 'tr',
      options: {},
      ...over,
    });
  };
  await timed(20, make);
  peak = 0;
  const before = process.cpuUsage();
  const seconds = await timed(SUMMARIES, make);
  const { user, system } = process.cpuUsage(before);
  const summariesMb = peakMb();
  const bareSeconds = await timed(SUMMARIES, bareSheet);

  const longClient = await inScope(db, scope, (trx) =>
    trx
      .insertInto('clients')
      .values({ tenant_id: tenantId, title: 'Uzun Defter A.Ş.', tax_id: '1999999999' })
      .returning('client_id')
      .executeTakeFirstOrThrow(),
  );
  const clientId = longClient.client_id;
  await fillBooks(database.superuserUrl, { tenantId, clientId, lines: LINES * 3, accountsEach: 1 });
  peak = 0;
  const started = performance.now();
  const long = await make(0, {
    clientId,
    reportId: 'muavin',
    period: { from: '2026-01-01', to: '2026-12-31' },
    options: { account: '120.77' },
  });
  const longSeconds = (performance.now() - started) / 1000;
  const longMb = peakMb();
  tell({
    bench: `${SUMMARIES} client summaries as PDF`,
    unit: 's',
    figure: Number(seconds.toFixed(1)),
    baseline: Number(bareSeconds.toFixed(1)),
    baselineIs: 'as many sheets with one line in the same two fonts, nothing read',
    goal: `≤ ${GOAL_SECONDS} s, ≤ ${GOAL_MB} MB; ${LINES} lines on paper ≤ ${GOAL_MB} MB`,
    met: seconds <= GOAL_SECONDS && summariesMb <= GOAL_MB && longMb <= GOAL_MB,
    details: {
      msEach: Number(((seconds * 1000) / SUMMARIES).toFixed(1)),
      ownCpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
      residentMb: summariesMb,
      longLines: LINES,
      longSeconds: Number(longSeconds.toFixed(1)),
      longResidentMb: longMb,
      loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)),
      longFileMb: Number((long.sizeBytes / 1024 / 1024).toFixed(1)),
    },
  });
} finally {
  clearInterval(watch);
  await close();
  await rm(folder, { recursive: true });
}

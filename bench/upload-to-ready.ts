/**
 * Upload to READY of a ZIP of invoices (of several above 100,000, the most that one may hold): own PostgreSQL, the worker
 * as a process of its own, time and peak memory. Beside it a plain loop that only inserts the same rows one by one. Usage: node bench/upload-to-ready.ts [invoices]
 * [--kurallar FOLDER]: with the rule pack of the zips in that folder installed, so that each invoice is judged, too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type ZipMember, zipStream } from '@muhasebi/connectors/archive/zip-stream.ts';
import { countDocuments } from '@muhasebi/features/document-intake/documents.queries.ts';
import { insertDocuments } from '@muhasebi/features/document-intake/intake.queries.ts';
import { uploadDocuments } from '@muhasebi/features/document-intake/upload-documents.ts';
import type { Database } from '@muhasebi/features/feature.ts';
import { createRealLedger } from '@muhasebi/features/real-ledger.fixture.ts';
import { installPack } from '@muhasebi/features/rule-packs/install-pack.ts';
import { countVerdicts } from '@muhasebi/features/rule-packs/verdicts.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { copyTemplate, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { WORKER_NODE_FLAGS } from '../apps/worker-jobs/src/node-flags.ts';
import { tell } from './tell.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { kurallar: { type: 'string' } },
});
const INVOICES = Number(positionals[0] ?? 10_000);
const RULES = values.kurallar;
const LIMIT_MS = 30 * 60_000;
/** The most that the product takes in one archive; more come in several. */
const MOST_IN_ZIP = 100_000;
const GOAL_INVOICES = 10_000;
const GOAL_SECONDS = RULES === undefined ? 60 : 90;
const GOAL_PEAK_MB = 512;
/** A long run says how far it is. */
const TOLD_EACH_MS = 20_000;
/** Invoices in the ZIP come from this many suppliers, each of which gets a sub-account. */
const SUPPLIERS = 300;
const CLIENT = { taxId: '1234567808', title: 'Ölçüm A.Ş.' };

interface Place {
  readonly tenantId: string;
  readonly clientId: string;
}

/** What came of one run. */
interface Outcome {
  readonly answeredMs: number;
  readonly seconds: number;
  readonly ready: number;
}

/** Distinct invoices of one buyer, made as they are asked for: a hundred thousand are not held. Suppliers repeat as they do in a month's purchases. */
function* makeInvoices(from: number, to: number): Generator<{ readonly name: string; readonly xml: Buffer }> {
  const customer = generateInvoice('alici', { kind: 'satis', issueDate: '2026-10-01' }).billed.plan.customer;
  const suppliers = Array.from(
    { length: SUPPLIERS },
    (_, n) => generateInvoice(`satici-${n}`, { kind: 'satis', issueDate: '2026-10-01' }).billed.plan.supplier,
  );
  for (let n = from; n < to; n++) {
    const supplier = suppliers[n % SUPPLIERS];
    const issueDate = `2026-10-${String((n % 28) + 1).padStart(2, '0')}`;
    const { xml } = generateInvoice(`fatura-${n}`, {
      kind: 'satis',
      issueDate,
      sequence: n + 1,
      customer: { ...customer, taxId: { scheme: 'VKN', value: CLIENT.taxId } },
      ...(supplier === undefined ? {} : { supplier }),
    });
    yield { name: `${n + 1}.xml`, xml: Buffer.from(xml) };
  }
}

async function* membersOf(from: number, to: number): AsyncGenerator<ZipMember> {
  const modifiedAt = new Date();
  for (const { name, xml } of makeInvoices(from, to))
    yield { name, modifiedAt, content: Readable.from([xml]) };
}

async function writeZips(
  folder: string,
): Promise<{ readonly zipPaths: readonly string[]; readonly zipBytes: number }> {
  const zipPaths: string[] = [];
  let zipBytes = 0;
  for (let from = 0; from < INVOICES; from += MOST_IN_ZIP) {
    const zipPath = path.join(folder, `ekim-${zipPaths.length + 1}.zip`);
    const members = membersOf(from, Math.min(INVOICES, from + MOST_IN_ZIP));
    await pipeline(zipStream(members), createWriteStream(zipPath));
    zipPaths.push(zipPath);
    zipBytes += (await stat(zipPath)).size;
  }
  return { zipPaths, zipBytes };
}

async function openOffice(db: Database): Promise<Place> {
  const tenantId = randomUUID();
  const { service } = createRealLedger({ db, clock: { now: () => new Date() }, scratchDir: tmpdir() });
  return inScope(db, systemScope(tenantId), async (trx) => {
    await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Ölçüm' }).execute();
    const { client_id: clientId } = await trx
      .insertInto('clients')
      .values({ tenant_id: tenantId, title: CLIENT.title, tax_id: CLIENT.taxId })
      .returning('client_id')
      .executeTakeFirstOrThrow();
    const books = {
      tenantId,
      clientId,
      taxId: CLIENT.taxId,
      purchaseDefault: 'expense',
      fiscalYearStartMonth: 1,
    } as const;
    await service.openBooks(trx, books, '2026-11-23');
    return { tenantId, clientId };
  });
}

function startWorker(database: TestDatabase, folder: string): ChildProcess {
  const main = path.join(import.meta.dirname, '../apps/worker-jobs/src/main.ts');
  return spawn(process.execPath, [...WORKER_NODE_FLAGS, main], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
      STORAGE_DIR: path.join(folder, 'store'),
      MAIL_OUTBOX_DIR: path.join(folder, 'outbox'),
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      WORKER_CONCURRENCY: '2',
      LOG_LEVEL: 'warn',
    },
  });
}

/** Peak resident memory in MB, where the system tells. */
async function peakMb(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kb = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kb === undefined ? null : Math.round(Number(kb) / 1024);
}

async function uploadAndWait(
  db: Database,
  place: Place,
  folder: string,
  zipPaths: readonly string[],
  workerPid: number | undefined,
): Promise<Outcome> {
  const scope = systemScope(place.tenantId);
  const storage = createDiskStorage(path.join(folder, 'store'));
  const log = createLogger({ service: 'bench', level: 'warn', format: 'json' });
  const files = (async function* () {
    for (const zipPath of zipPaths)
      yield {
        fileName: path.basename(zipPath),
        stream: createReadStream(zipPath),
        truncated: () => false,
      };
  })();
  const started = performance.now();
  await uploadDocuments({ db, storage, scratchDir: folder, log }, { ...place, scope, files });
  const answeredMs = Math.round(performance.now() - started);
  for (let told = started; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { byState } = await inScope(db, scope, (trx) => countDocuments(trx, place));
    const ready = byState.get('READY') ?? 0;
    if (ready >= INVOICES || performance.now() - started > LIMIT_MS) {
      return { answeredMs, seconds: secondsSince(started), ready };
    }
    if (performance.now() - told > TOLD_EACH_MS) {
      told = performance.now();
      console.error(`  ${ready} READY, the worker at most ${await peakMb(workerPid)} MB so far`);
    }
  }
}

function secondsSince(started: number): number {
  return Number(((performance.now() - started) / 1000).toFixed(1));
}

/** Installs the pack whose zips lie in the folder; seconds that it took. */
async function installRules(db: Database, rules: string): Promise<number> {
  const names = (await readdir(rules)).filter((name) => name.endsWith('.zip'));
  const started = performance.now();
  await installPack(
    { db, scope: { ...systemScope(''), tenantId: null }, note: async () => undefined },
    { sources: names.map((name) => ({ name, path: path.join(rules, name) })), validFrom: undefined },
  );
  return secondsSince(started);
}

/** Documents by what the official rules said. */
async function verdictsOf(db: Database, { tenantId }: Place): Promise<string> {
  const counts = await inScope(db, systemScope(tenantId), (trx) => countVerdicts(trx, tenantId));
  return counts.map(({ verdict, documents }) => `${documents} ${verdict}`).join(', ');
}

/** What the database alone takes for the same content: one row, one commit at a time; nothing read or proposed, and the making of the invoices not counted. */
async function plainLoop(db: Database): Promise<number> {
  const place = await openOffice(db);
  let tookMs = 0;
  for (const { name, xml } of makeInvoices(0, INVOICES)) {
    const started = performance.now();
    const sha256 = createHash('sha256').update(xml).digest('hex');
    const row = {
      sha256,
      size_bytes: xml.length,
      file_name: name,
      kind: 'unknown',
      state: 'PENDING',
      entry_path: null,
      container_id: null,
      depth: 0,
      failure: null,
    } as const;
    await inScope(db, systemScope(place.tenantId), (trx) =>
      insertDocuments(trx, { ...place, uploadId: randomUUID(), userId: null }, [row]),
    );
    tookMs += performance.now() - started;
  }
  return Number((tookMs / 1000).toFixed(1));
}

const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-bench-'));
const postgres = await startTemporaryPostgres();
const database = await copyTemplate(postgres.address);
const db = createDatabase<DB>(
  createPool({ url: database.appUrl, maxConnections: 4, applicationName: 'bench' }),
);
let worker: ChildProcess | null = null;
try {
  const { zipPaths, zipBytes } = await writeZips(folder);
  const place = await openOffice(db);
  const installSeconds = RULES === undefined ? null : await installRules(db, RULES);
  worker = startWorker(database, folder);
  const { answeredMs, seconds, ready } = await uploadAndWait(db, place, folder, zipPaths, worker.pid);
  const peak = await peakMb(worker.pid);
  const inTime = seconds <= GOAL_SECONDS && (peak === null || peak <= GOAL_PEAK_MB);
  tell({
    bench: RULES === undefined ? 'upload to READY' : 'upload to READY, judged by the rule pack',
    unit: 's',
    figure: seconds,
    baseline: await plainLoop(db),
    baselineIs: 'the rows alone, inserted one by one; nothing read, nothing proposed',
    goal: `≤ ${GOAL_SECONDS} s and ≤ ${GOAL_PEAK_MB} MB for ${GOAL_INVOICES} invoices`,
    met: INVOICES === GOAL_INVOICES ? inTime && ready === INVOICES : null,
    details: {
      invoices: INVOICES,
      ready,
      perSecond: Math.round(ready / seconds),
      workerPeakMb: peak,
      ...(installSeconds === null ? {} : { installSeconds, verdicts: await verdictsOf(db, place) }),
      uploadAnsweredMs: answeredMs,
      zips: zipPaths.length,
      zipMb: Math.round(zipBytes / 1e6),
    },
  });
} finally {
  worker?.kill('SIGTERM');
  await db.destroy();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Runs the worker as the process it is, on a test database, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { uploadDocuments } from '@muhasebi/features/document-intake/upload-documents.ts';
import { createRealLedger } from '@muhasebi/features/real-ledger.fixture.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { createTestDatabase } from '@muhasebi/testkit/postgres.ts';
import pg from 'pg';

export const BUYER = '9876543217';
const log = createLogger({ service: 'test', level: 'silent', format: 'json' });

export type WorkerWorld = Awaited<ReturnType<typeof createWorkerWorld>>;

/** A database, an office with one client, and a store; `close` ends all of it. */
export async function createWorkerWorld() {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-test-of-worker-'));
  const db = createDatabase<DB>(
    createPool({ url: database.appUrl, maxConnections: 4, applicationName: 'test' }),
  );
  const tenantId = randomUUID();
  const scope = systemScope(tenantId);
  const { service: ledger } = createRealLedger({ db, clock: systemClock, scratchDir: folder });
  const clientId = await inScope(db, scope, async (trx) => {
    await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Örnek Ofis' }).execute();
    const row = await trx
      .insertInto('clients')
      .values({ tenant_id: tenantId, title: 'Örnek Ticaret', tax_id: BUYER })
      .returning('client_id')
      .executeTakeFirstOrThrow();
    const client = {
      tenantId,
      clientId: row.client_id,
      taxId: BUYER,
      purchaseDefault: 'expense',
      fiscalYearStartMonth: 1,
    } as const;
    await ledger.openBooks(trx, client, '2026-11-23');
    return row.client_id;
  });
  const workers: Worker[] = [];
  return {
    db,
    database,
    scope,
    place: { tenantId, clientId },
    startWorker(): Worker {
      const worker = new Worker(database.appUrl, folder);
      workers.push(worker);
      return worker;
    },
    /** Past every guard; how many rows it was. */
    async ask(text: string): Promise<number> {
      const superuser = new pg.Client({ connectionString: database.superuserUrl });
      await superuser.connect();
      const { rowCount } = await superuser.query(text);
      await superuser.end();
      return rowCount ?? 0;
    },
    async upload(fileName: string, content: Uint8Array): Promise<void> {
      const storage = createDiskStorage(path.join(folder, 'store'));
      const files = (async function* () {
        yield { fileName, stream: Readable.from([Buffer.from(content)]), truncated: () => false };
      })();
      await uploadDocuments({ db, storage, scratchDir: folder, log }, { tenantId, clientId, scope, files });
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await db.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One worker process; its log lines are kept. */
export class Worker {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  log = '';

  constructor(databaseUrl: string, folder: string) {
    this.#process = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: databaseUrl,
        STORAGE_DIR: path.join(folder, 'store'),
        MAIL_OUTBOX_DIR: path.join(folder, 'outbox'),
        ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
        // Two places with the one that is kept for people.
        WORKER_CONCURRENCY: '1',
      },
    });
    this.#ended = once(this.#process, 'exit');
    const keep = (chunk: Buffer) => {
      this.log += chunk.toString();
    };
    this.#process.stdout?.on('data', keep);
    this.#process.stderr?.on('data', keep);
  }

  /** Exit code after a kind request to stop. */
  async stop(): Promise<unknown> {
    this.#process.kill('SIGTERM');
    return (await this.#ended)[0];
  }

  /** Exit code once the parent has let go of it. */
  async letGo(): Promise<unknown> {
    this.#process.disconnect();
    return (await this.#ended)[0];
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}

/** Waits until `ask` gives true; fails the test by its time limit otherwise. */
export async function until(ask: () => Promise<boolean> | boolean, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not so within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

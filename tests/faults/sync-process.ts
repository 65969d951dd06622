/**
 * Works one run of an integration off in a process of its own, put together as the worker is; kills itself with SIGKILL at
 * the step it was told. Says "begun" when the run begins; exit code 0: the job came to its end.
 */
import module from 'node:module';
import { hostDeps } from '@muhasebi/features/host-deps.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import { isAt, type Moment, type Step, type SyncOrder } from './sync-steps.ts';

const order = JSON.parse(process.argv[2] ?? '') as SyncOrder;
const log = createLogger({ service: 'sync', level: 'warn', format: 'json' });

function dieHere(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** A pool whose connections die with the process at the step. */
function mortalPool() {
  const pool = createPool({ url: order.appUrl, maxConnections: 4, applicationName: 'sync' });
  pool.on('connect', (client) => {
    const query: unknown = client.query;
    if (typeof query !== 'function') throw new Error('a client without queries');
    // Since the last transaction ended: its begin goes with its first statement.
    let statements: string[] = [];
    Reflect.set(client, 'query', (...given: unknown[]): unknown => {
      const text = textOf(given[0]).trim().toLowerCase();
      if (text !== 'commit' && text !== 'rollback') {
        statements.push(text);
        return Reflect.apply(query, client, given);
      }
      const said = statements;
      statements = [];
      const at = (moment: Moment) => {
        if (text === 'commit' && isAt(order.step, moment, said)) dieHere();
      };
      at('uncommitted');
      const answer: unknown = Reflect.apply(query, client, given);
      at('sent');
      return answer instanceof Promise ? committed(answer, () => at('committed')) : answer;
    });
  });
  return pool;
}

async function committed(answer: Promise<unknown>, tell: () => void): Promise<unknown> {
  const result = await answer;
  tell();
  return result;
}

function textOf(given: unknown): string {
  if (typeof given === 'string') return given;
  return typeof given === 'object' && given !== null && 'text' in given ? String(given.text) : '';
}

function mortalStore(storage: Storage): Storage {
  const at = (step: Step) => {
    if (order.step === step) dieHere();
  };
  return {
    ...storage,
    async putFile(ref, sourcePath) {
      at('before store');
      await storage.putFile(ref, sourcePath);
      at('after store');
    },
  };
}

const db = createDatabase<DB>(mortalPool());
const deps = hostDeps(
  {
    STORAGE_DRIVER: 'disk',
    STORAGE_DIR: order.storeDir,
    MAIL_FROM: 'muhasebi@ofis.example',
    MAIL_OUTBOX_DIR: order.scratchDir,
    ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    PUBLIC_URL: 'http://localhost',
    TCMB_URL: null,
    NODE_ENV: 'test',
    WATCH_ROOT: order.watchRoot,
  },
  { db, log, live: null, host: null, jwtSecret: '', scratchDir: order.scratchDir },
);
const jobs = createFeatures({ ...deps, storage: mortalStore(deps.storage) }).flatMap(
  (feature) => feature.jobs,
);
const job = jobs.find(({ name }) => name === 'integrations.run');
if (job === undefined) throw new Error('there is no such job');
// One that is killed never comes to the end at which Node writes what it compiled.
module.flushCompileCache();
process.stdout.write('begun\n');
const { tenantId, runId } = order;
await job.run({ tenantId, runId }, { jobId: 'sync', attempt: 1, maxAttempts: 25, log, signal: undefined });
await db.destroy();

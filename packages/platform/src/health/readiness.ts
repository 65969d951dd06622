/** Whether a process can do its work now: a database that answers, a schema and a queue that fit, a store that takes files. */
import type pg from 'pg';
import type { Migration } from '../db/migration-files.ts';
import { readHistory } from '../db/migration-history.ts';
import { compareMigrations, schemaFit } from '../db/migration-status.ts';
import type { Logger } from '../log/logger.ts';
import { type QueueSchemaFit, readQueueSchema } from '../queue/queue-schema.ts';
import type { StoreState } from './store-probe.ts';

/** Readiness answers within this time, whatever the database does. Milliseconds. */
const PROBE_TIMEOUT_MS = 1_500;

/** What a readiness probe is told; `details` only ever names what the runbook explains: no host, user, path or value. */
export interface ReadinessAnswer {
  readonly status: 200 | 503;
  readonly body:
    | { readonly status: 'ready' }
    | { readonly status: 'not_ready'; readonly details: Readonly<Record<string, string>> };
}

export interface Readiness {
  /** Set by the host when it drains: new work should go elsewhere. */
  draining: boolean;
  /** Never rejects. Those who ask at the same time share one look, so that probes do not pile up on a slow database. */
  ask(): Promise<ReadinessAnswer>;
}

export interface ReadinessOptions {
  /** Serves probes alone, so that an exhausted pool does not make the process look dead. */
  readonly pool: pg.Pool;
  /** What this release needs of the schema. */
  readonly migrations: readonly Migration[];
  /** Never rejects and answers within a second; see `watchStore`. */
  readonly store: () => Promise<StoreState>;
  /** Told when the answer changes, with the reason that the answer itself does not give away. */
  readonly log: Logger;
}

/** The first of these that is found is the `error`; each adds what it is about. `ahead` alone is no trouble. */
const AWAY = { error: 'Database connection failed' } as const;
const SCHEMA = {
  failed: { error: 'A database migration failed', migrations: 'failed' },
  behind: { error: 'Database schema is behind this release', migrations: 'behind' },
  contracted: { error: 'Database schema is too new for this release', migrations: 'ahead' },
} as const;
const QUEUE = {
  missing: { error: 'Job queue schema is missing', queue: 'missing' },
  behind: { error: 'Job queue schema is behind this release', queue: 'behind' },
} as const;
const STORE = { error: 'Document store cannot be written', storage: 'not writable' } as const;

type Trouble = Readonly<Record<string, string>>;

export function createReadiness(options: ReadinessOptions): Readiness {
  let looking: Promise<ReadinessAnswer> | null = null;
  const tell = tellChanges(options.log);
  const look = async () => {
    const [database, store] = await Promise.all([databaseTroubles(options), options.store()]);
    const troubles = [...database.troubles, ...(store === 'not writable' ? [STORE] : [])];
    tell(troubles, database.cause);
    return troubles.length === 0 ? READY : notReady(troubles);
  };
  return {
    draining: false,
    async ask() {
      if (this.draining) return notReady([{ error: 'Shutting down' }]);
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
  };
}

const READY: ReadinessAnswer = { status: 200, body: { status: 'ready' } };

/** The first trouble gives the words, all of them the parts. */
function notReady(troubles: readonly Trouble[]): ReadinessAnswer {
  const details = { ...Object.assign({}, ...troubles), ...troubles[0] };
  return { status: 503, body: { status: 'not_ready', details } };
}

interface DatabaseLook {
  readonly troubles: readonly Trouble[];
  /** Why the database could not be asked, for the log alone: it may name host and user. */
  readonly cause: string | null;
}

async function databaseTroubles({ pool, migrations }: ReadinessOptions): Promise<DatabaseLook> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DatabaseLook>((resolve) => {
    const cause = `no answer within ${PROBE_TIMEOUT_MS} ms`;
    timer = setTimeout(() => resolve({ troubles: [AWAY], cause }), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([lookIntoDatabase(pool, migrations), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function lookIntoDatabase(pool: pg.Pool, migrations: readonly Migration[]): Promise<DatabaseLook> {
  try {
    const fit = await readHistory(pool).then(
      (history) => schemaFit(compareMigrations(migrations, history)),
      behindWhereEmpty,
    );
    const schema = fit === 'fits' || fit === 'ahead' ? [] : [SCHEMA[fit]];
    return { troubles: [...schema, ...queueTroubles(await readQueueSchema(pool))], cause: null };
  } catch (error) {
    return { troubles: [AWAY], cause: error instanceof Error ? error.message : String(error) };
  }
}

const queueTroubles = (fit: QueueSchemaFit): Trouble[] => (fit === 'fits' ? [] : [QUEUE[fit]]);

/** No history is an empty database; whatever else fails, the database does not answer us. */
function behindWhereEmpty(error: unknown): 'behind' {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === '42P01' || code === '3F000') return 'behind';
  throw error;
}

/** One line when readiness is lost or its reason changes, and one when it is back: the place to look for the cause. */
function tellChanges(log: Logger): (troubles: readonly Trouble[], cause: string | null) => void {
  let before = '';
  return (troubles, cause) => {
    const now = troubles.map(({ error }) => error).join('; ');
    if (now === before) return;
    if (now === '') log.info('ready again');
    else log.error({ ...(cause === null ? {} : { code: 'UNAVAILABLE', cause }), troubles: now }, 'not ready');
    before = now;
  };
}

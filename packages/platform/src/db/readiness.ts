/** Whether the database answers within the time of a probe, with a schema that this release can work on. */
import type pg from 'pg';
import type { Migration } from './migration-files.ts';
import { readHistory } from './migration-history.ts';
import { compareMigrations, type SchemaFit, schemaFit } from './migration-status.ts';

/** Readiness answers within this time, whatever the database does. Milliseconds. */
const PROBE_TIMEOUT_MS = 1_500;

/** What a readiness probe is told; `details` only ever names what the runbook explains. */
export interface ReadinessAnswer {
  readonly status: 200 | 503;
  readonly body:
    | { readonly status: 'ready' }
    | { readonly status: 'not_ready'; readonly details: Readonly<Record<string, string>> };
}

/** `ahead` alone is no trouble: a newer release expanded the schema, and this one still works on it. */
const TROUBLES = {
  away: { error: 'Database connection failed' },
  behind: { error: 'Database schema is behind this release', migrations: 'behind' },
  failed: { error: 'A database migration failed', migrations: 'failed' },
  contracted: { error: 'Database schema is too new for this release', migrations: 'ahead' },
} as const;

const notReady = (details: Readonly<Record<string, string>>): ReadinessAnswer => ({
  status: 503,
  body: { status: 'not_ready', details },
});

/**
 * Never rejects. `pool` serves probes alone, so that an exhausted pool does not make the process look dead;
 * `draining`: the process is about to end, new work should go elsewhere.
 */
export async function askReadiness(
  pool: pg.Pool,
  migrations: readonly Migration[],
  draining: boolean,
): Promise<ReadinessAnswer> {
  if (draining) return notReady({ error: 'Shutting down' });
  const fit = await probe(pool, migrations);
  if (fit === 'fits' || fit === 'ahead') return { status: 200, body: { status: 'ready' } };
  return notReady(TROUBLES[fit]);
}

type Probed = SchemaFit | 'away';

/** Asks the database what it remembers: that it answers, and whether its schema is the one this release needs. */
async function probe(pool: pg.Pool, migrations: readonly Migration[]): Promise<Probed> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Probed>((resolve) => {
    timer = setTimeout(() => resolve('away'), PROBE_TIMEOUT_MS);
  });
  const answer = readHistory(pool).then(
    (history) => schemaFit(compareMigrations(migrations, history)),
    troubleOf,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** No history is an empty database; whatever else fails, the database does not answer us. */
function troubleOf(error: unknown): Probed {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === '42P01' || code === '3F000' ? 'behind' : 'away';
}

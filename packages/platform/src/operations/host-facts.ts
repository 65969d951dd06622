/** What a serving process knows of itself and of its database, asked on connections of its own, for whoever operates it. */
import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import type pg from 'pg';
import { type RunningStatement, readActivity } from '../db/database-activity.ts';
import type { Migration } from '../db/migration-files.ts';
import { readHistory } from '../db/migration-history.ts';
import { compareMigrations, type MigrationStatus } from '../db/migration-status.ts';
import { readStatements, type StatementOrder, type Statements } from '../db/statement-figures.ts';
import type { RequestFigures } from '../metrics/request-figures.ts';
import { type QueueHealth, readQueueHealth } from '../queue/queue-health.ts';

export interface DatabaseFacts {
  readonly version: string;
  readonly connections: number;
  readonly maxConnections: number;
}

export interface HostFacts {
  readonly release: string;
  readonly process: { readonly host: string; readonly pid: number; readonly startedAt: Date };
  /** Of this process alone. */
  requests(): Promise<RequestFigures>;
  database(): Promise<DatabaseFacts>;
  migrations(): Promise<readonly MigrationStatus[]>;
  queue(): Promise<QueueHealth>;
  statements(order: StatementOrder, limit: number): Promise<Statements>;
  activity(limit: number): Promise<readonly RunningStatement[]>;
  /** Bytes of the disk that documents lie on; null where they lie elsewhere. */
  disk(): Promise<{ readonly freeBytes: number; readonly sizeBytes: number } | null>;
}

export interface HostFactsOptions {
  /** Apart from the pool that requests use: an exhausted one must still be explained. */
  readonly pool: pg.Pool;
  readonly release: string;
  readonly migrations: readonly Migration[];
  readonly requests: () => Promise<RequestFigures>;
  readonly storageDir: string | null;
}

export function createHostFacts(options: HostFactsOptions): HostFacts {
  const { pool, storageDir } = options;
  return {
    release: options.release,
    process: {
      host: hostname(),
      pid: process.pid,
      startedAt: new Date(Date.now() - process.uptime() * 1000),
    },
    requests: options.requests,
    database: () => databaseFacts(pool),
    migrations: async () => compareMigrations(options.migrations, await readHistory(pool)),
    queue: () => readQueueHealth(pool),
    statements: (order, limit) => readStatements(pool, order, limit),
    activity: (limit) => readActivity(pool, limit),
    async disk() {
      if (storageDir === null) return null;
      const { bavail, blocks, bsize } = await statfs(storageDir);
      return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
    },
  };
}

async function databaseFacts(pool: pg.Pool): Promise<DatabaseFacts> {
  const { rows } = await pool.query<DatabaseFacts>(
    `select current_setting('server_version') as version,
       (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
       current_setting('max_connections')::int as "maxConnections"`,
  );
  const facts = rows[0];
  if (facts === undefined) throw new Error('a select without a table gives one row');
  return facts;
}

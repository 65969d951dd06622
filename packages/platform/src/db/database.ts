/** Opens the database as the application's role; bigint columns come as JS bigint, dates as ISO text. */
import { Kysely } from 'kysely';
import pg from 'pg';
import { pooledDialect } from './dialect.ts';

const INT8 = 20;
const DATE = 1082;

/** Money is bigint kuruş and dates are calendar days, not instants: neither may pass through a float or a time zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return BigInt;
    if (oid === DATE) return (value: string) => value;
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

export interface DatabaseOptions {
  readonly url: string;
  readonly maxConnections: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** A statement that runs longer is cancelled by PostgreSQL. Milliseconds. */
  readonly statementTimeoutMs?: number;
}

/** A pool with the settings every process of ours uses. A broken idle connection is dropped, not thrown. */
export function createPool(options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    types,
  });
  // Without a listener a lost idle connection would end the process; the next query reports it where it matters.
  pool.on('error', () => {});
  // The same for one that is lost between two queries of a transaction: the next query fails, and says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Kysely over such a pool. `destroy()` closes it. */
export function createDatabase<Schema>(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: pooledDialect(pool) });
}

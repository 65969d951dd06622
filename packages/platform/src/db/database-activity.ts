/** What the database is doing now: statements that run, how long, and who waits for whose lock. */
import type pg from 'pg';
import { maskedSql } from './masked-sql.ts';

export interface RunningStatement {
  readonly pid: number;
  /** The program, as it named itself; empty where this role may not know. */
  readonly program: string;
  /** "active", "idle in transaction"; null where this role may not know. */
  readonly state: string | null;
  /** Since the transaction began. Seconds. */
  readonly transactionSeconds: number | null;
  /** Since the statement began, or the last one did. Seconds. */
  readonly statementSeconds: number | null;
  /** What it waits for: "Lock: transactionid"; null where it does not wait. */
  readonly waitsFor: string | null;
  /** Processes whose locks it waits for. */
  readonly blockedBy: readonly number[];
  readonly text: string;
}

/**
 * Sessions of this database that are at work or hold a transaction open: those that block or wait first, then the
 * longest. A role sees what its own role does, or everything with pg_read_all_stats.
 */
export async function readActivity(
  pool: pg.Pool | pg.ClientBase,
  limit: number,
): Promise<RunningStatement[]> {
  const { rows } = await pool.query<RunningStatement>(
    `with sessions as (
       select pid, application_name, state, xact_start, query_start, wait_event_type, wait_event, query,
         pg_blocking_pids(pid) as blockers
       from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend')
     select pid, coalesce(application_name, '') as program, state,
       extract(epoch from clock_timestamp() - xact_start)::float8 as "transactionSeconds",
       extract(epoch from clock_timestamp() - query_start)::float8 as "statementSeconds",
       case when wait_event_type = 'Lock' or state = 'active' then wait_event_type || ': ' || wait_event end as "waitsFor",
       blockers as "blockedBy", coalesce(query, '') as text
     from sessions s
     where xact_start is not null or pid in (select unnest(blockers) from sessions)
     order by cardinality(blockers) > 0 or exists (select from sessions w where s.pid = any (w.blockers)) desc,
       xact_start nulls last, pid
     limit $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, text: maskedSql(row.text) }));
}

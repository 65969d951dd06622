/** SQL of runs: one live run an integration, its lease, its counts and what it tells of itself. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';
import type { ShownFault } from './contract.ts';

export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

export interface RunRow {
  readonly runId: string;
  readonly integrationId: string;
  readonly clientId: string | null;
  readonly state: RunState;
  readonly askedBy: string | null;
  readonly askedByName: string | null;
  readonly lease: number;
  readonly done: number;
  readonly total: number | null;
  readonly items: number;
  readonly documents: number;
  readonly statements: number;
  readonly trayed: number;
  readonly refused: number;
  readonly known: number;
  readonly fault: ShownFault | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly stopAskedAt: Date | null;
  readonly undoneAt: Date | null;
}

const columns = sql`r.run_id as "runId", r.integration_id as "integrationId", r.client_id as "clientId", r.state,
  r.asked_by as "askedBy", u.name as "askedByName", r.lease, r.done, r.total, r.items, r.documents, r.statements,
  r.trayed, r.refused, r.known, r.fault, r.created_at as "createdAt", r.started_at as "startedAt",
  r.ended_at as "endedAt", r.stop_asked_at as "stopAskedAt", r.undone_at as "undoneAt"`;

/** A run that waits; null where one of this integration is live already. */
export async function insertRun(
  trx: Trx,
  tenantId: string,
  run: { readonly integrationId: string; readonly clientId: string | null; readonly askedBy: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ run_id: string }>`
    insert into sync_runs (tenant_id, integration_id, client_id, asked_by)
    values (${tenantId}, ${run.integrationId}, ${run.clientId}, ${run.askedBy})
    on conflict (tenant_id, integration_id) where state in ('queued', 'running') do nothing
    returning run_id`.execute(trx);
  return rows[0]?.run_id ?? null;
}

export async function findRun(trx: Trx, tenantId: string, runId: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${columns} from sync_runs r left join users u on u.user_id = r.asked_by
    where r.tenant_id = ${tenantId} and r.run_id = ${runId}`.execute(trx);
  return rows[0];
}

/** The same, held until the transaction ends. */
export async function holdRun(trx: Trx, tenantId: string, runId: string): Promise<RunRow | undefined> {
  await sql`select from sync_runs where tenant_id = ${tenantId} and run_id = ${runId} for no key update`.execute(
    trx,
  );
  return findRun(trx, tenantId, runId);
}

/** Newest first. `before`: the id of the last one seen. */
export async function listRuns(
  trx: Trx,
  tenantId: string,
  asked: { readonly integrationId: string; readonly before: string | null; readonly limit: number },
): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from sync_runs r left join users u on u.user_id = r.asked_by
    where r.tenant_id = ${tenantId} and r.integration_id = ${asked.integrationId}
      and (${asked.before}::uuid is null or r.run_id < ${asked.before}::uuid)
    order by r.run_id desc limit ${asked.limit}`.execute(trx);
  return rows;
}

/** The last run of each integration. */
export async function listLastRuns(trx: Trx, tenantId: string): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from integrations i
    cross join lateral (
      select * from sync_runs l where l.tenant_id = ${tenantId} and l.integration_id = i.integration_id
      order by l.run_id desc limit 1) r
    left join users u on u.user_id = r.asked_by
    where i.tenant_id = ${tenantId} and i.state <> 'removed'`.execute(trx);
  return rows;
}

/** Takes the run to be worked on; the lease that its holder shows with every write. Null where it has ended. */
export async function beginRun(trx: Trx, tenantId: string, runId: string): Promise<number | null> {
  const { rows } = await sql<{ lease: number }>`
    update sync_runs set state = 'running', lease = lease + 1, started_at = coalesce(started_at, clock_timestamp()),
      heard_at = clock_timestamp()
    where tenant_id = ${tenantId} and run_id = ${runId} and state in ('queued', 'running')
    returning lease`.execute(trx);
  return rows[0]?.lease ?? null;
}

/** How the run stands for the holder of this lease; held until the transaction ends. */
export async function standingOf(
  trx: Trx,
  tenantId: string,
  runId: string,
  lease: number,
): Promise<'mine' | 'stop-asked' | 'lost'> {
  const { rows } = await sql<{ lease: number; state: string; stopAsked: boolean }>`
    select lease, state, stop_asked_at is not null as "stopAsked" from sync_runs
    where tenant_id = ${tenantId} and run_id = ${runId} for no key update`.execute(trx);
  const [row] = rows;
  if (row === undefined || row.state !== 'running' || row.lease !== lease) return 'lost';
  return row.stopAsked ? 'stop-asked' : 'mine';
}

/** What is added to a run's counts. */
export interface Counted {
  readonly items: number;
  readonly documents: number;
  readonly statements: number;
  readonly trayed: number;
  readonly refused: number;
  readonly known: number;
}

export async function addCounts(trx: Trx, tenantId: string, runId: string, counted: Counted): Promise<void> {
  await sql`
    update sync_runs set items = items + ${counted.items}, documents = documents + ${counted.documents},
      statements = statements + ${counted.statements}, trayed = trayed + ${counted.trayed},
      refused = refused + ${counted.refused}, known = known + ${counted.known}, heard_at = clock_timestamp()
    where tenant_id = ${tenantId} and run_id = ${runId}`.execute(trx);
}

export async function setProgress(
  trx: Trx,
  tenantId: string,
  runId: string,
  done: number,
  total: number | null,
): Promise<void> {
  await sql`update sync_runs set done = ${done}, total = ${total}, heard_at = clock_timestamp()
    where tenant_id = ${tenantId} and run_id = ${runId}`.execute(trx);
}

/** Back to wait, for the next worker. */
export async function requeueRun(trx: Trx, tenantId: string, runId: string): Promise<void> {
  await sql`update sync_runs set state = 'queued', lease = lease + 1
    where tenant_id = ${tenantId} and run_id = ${runId} and state = 'running'`.execute(trx);
}

export async function endRun(
  trx: Trx,
  tenantId: string,
  runId: string,
  state: 'done' | 'failed' | 'stopped',
  fault: ShownFault | null,
): Promise<void> {
  await sql`update sync_runs set state = ${state}, ended_at = clock_timestamp(),
      fault = ${fault === null ? null : JSON.stringify(fault)}::jsonb
    where tenant_id = ${tenantId} and run_id = ${runId} and state in ('queued', 'running')`.execute(trx);
}

/** A run that waits ends at once; one that is worked on when its worker hears of it. */
export async function askToStop(
  trx: Trx,
  tenantId: string,
  runId: string,
  userId: string | null,
): Promise<void> {
  await sql`update sync_runs set stop_asked_at = now(), stop_asked_by = ${userId},
      state = case when state = 'queued' then 'stopped' else state end,
      ended_at = case when state = 'queued' then now() end
    where tenant_id = ${tenantId} and run_id = ${runId} and state in ('queued', 'running')`.execute(trx);
}

export async function markUndone(
  trx: Trx,
  tenantId: string,
  runId: string,
  userId: string | null,
): Promise<void> {
  await sql`update sync_runs set undone_at = now(), undone_by = ${userId}
    where tenant_id = ${tenantId} and run_id = ${runId}`.execute(trx);
}

/** Runs that wait or are worked on. */
export async function listLiveRuns(
  trx: Trx,
  tenantId: string,
): Promise<{ runId: string; integrationId: string }[]> {
  const { rows } = await sql<{ runId: string; integrationId: string }>`
    select run_id as "runId", integration_id as "integrationId" from sync_runs
    where tenant_id = ${tenantId} and state in ('queued', 'running') order by run_id`.execute(trx);
  return rows;
}

/** The most lines of one run; a far side that repeats itself fills no table. */
export const MOST_LOG_LINES = 2_000;

export async function insertLogLine(
  trx: Trx,
  tenantId: string,
  runId: string,
  line: { readonly clientId: string | null; readonly level: 'info' | 'warn'; readonly words: Words },
): Promise<void> {
  await sql`
    insert into sync_log_lines (tenant_id, run_id, line_no, client_id, level, message, message_en)
    select ${tenantId}, ${runId}, last.no + 1, ${line.clientId}, ${line.level},
      ${line.words.tr.slice(0, 1000).toWellFormed()}, ${line.words.en.slice(0, 1000).toWellFormed()}
    from (select coalesce(max(line_no), 0) as no from sync_log_lines
      where tenant_id = ${tenantId} and run_id = ${runId}) last
    where last.no < ${MOST_LOG_LINES}
    on conflict do nothing`.execute(trx);
}

export interface LogLineRow {
  readonly lineNo: number;
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly messageEn: string;
  readonly createdAt: Date;
}

export async function listLogLines(
  trx: Trx,
  tenantId: string,
  runId: string,
  after: number,
  limit: number,
): Promise<LogLineRow[]> {
  const { rows } = await sql<LogLineRow>`
    select line_no as "lineNo", level, message, message_en as "messageEn", created_at as "createdAt"
    from sync_log_lines where tenant_id = ${tenantId} and run_id = ${runId} and line_no > ${after}
    order by line_no limit ${limit}`.execute(trx);
  return rows;
}

/** SQL of runs: each made once for its due day and company, held while it is worked on, shown. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';
import type { Period } from './span.ts';

export type RunState = 'queued' | 'running' | 'sent' | 'failed' | 'skipped';

export interface RunRow {
  readonly id: string;
  readonly scheduleId: string;
  readonly scheduleName: string;
  readonly reportId: string;
  readonly clientId: string | null;
  readonly clientTitle: string | null;
  readonly dueAt: Date;
  readonly missed: number;
  readonly from: string;
  readonly to: string;
  readonly onlyTo: string | null;
  readonly state: RunState;
  readonly reason: Words | null;
  readonly attempts: number;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  readonly isEmpty: boolean | null;
  readonly summary: Words | null;
  readonly postedAt: Date | null;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly waiting: number;
  readonly reached: number;
  readonly unreached: number;
}

const COLUMNS = sql`r.run_id as id, r.schedule_id as "scheduleId", s.name as "scheduleName", s.report_id as "reportId", r.client_id as "clientId",
  c.title as "clientTitle", r.due_at as "dueAt", r.missed, r.period_from::text as "from", r.period_to::text as "to",
  r.only_to as "onlyTo", r.state, r.reason, r.attempts, r.file_name as "fileName", r.content_type as "contentType",
  r.sha256, r.size_bytes::float8 as "sizeBytes", r.is_empty as "isEmpty", r.summary, r.posted_at as "postedAt",
  r.sent_at as "sentAt", r.ended_at as "endedAt", r.expires_at as "expiresAt",
  coalesce(p.waiting, 0) as waiting, coalesce(p.reached, 0) as reached, coalesce(p.unreached, 0) as unreached`;
const SOURCES = sql`report_runs r
  join report_schedules s on s.tenant_id = r.tenant_id and s.schedule_id = r.schedule_id
  left join clients c on c.tenant_id = r.tenant_id and c.client_id = r.client_id
  left join lateral (
    select count(*) filter (where q.state = 'waiting')::int as waiting,
      count(*) filter (where q.state in ('sent', 'held'))::int as reached,
      count(*) filter (where q.state in ('failed', 'bounced'))::int as unreached
    from report_run_recipients q
    where q.tenant_id = r.tenant_id and q.run_id = r.run_id and not q.is_retried) p on true`;

export interface RunFilter {
  readonly scheduleId: string | undefined;
  readonly clientId: string | undefined;
  readonly state: 'open' | 'sent' | 'failed' | 'skipped' | undefined;
  /** Reports that whoever asks may not see. */
  readonly hidden: readonly string[];
  /** The last run shown. */
  readonly after: string | null;
  readonly limit: number;
}

/** Newest first; ids are made in time order. */
export async function listRuns(trx: Trx, tenantId: string, filter: RunFilter): Promise<RunRow[]> {
  const { scheduleId, clientId, state, hidden, after, limit } = filter;
  const conditions: RawBuilder<unknown>[] = [
    ...(scheduleId === undefined ? [] : [sql`and r.schedule_id = ${scheduleId}`]),
    ...(clientId === undefined ? [] : [sql`and r.client_id = ${clientId}`]),
    ...(after === null ? [] : [sql`and r.run_id < ${after}::uuid`]),
    ...(state === undefined ? [] : [ofState(state)]),
  ];
  const { rows } = await sql<RunRow>`
    select ${COLUMNS} from ${SOURCES}
    where r.tenant_id = ${tenantId} and s.report_id <> all (${hidden}::text[]) ${sql.join(conditions, sql` `)}
    order by r.run_id desc limit ${limit}`.execute(trx);
  return rows;
}

/** What did not reach somebody counts as failed, too: it is what waits for a person. */
function ofState(state: NonNullable<RunFilter['state']>): RawBuilder<unknown> {
  if (state === 'open') return sql`and r.state in ('queued', 'running')`;
  if (state === 'failed') return sql`and (r.state = 'failed' or p.unreached > 0)`;
  return sql`and r.state = ${state}`;
}

export async function findRun(trx: Trx, tenantId: string, runId: string): Promise<RunRow | null> {
  const { rows } = await sql<RunRow>`
    select ${COLUMNS} from ${SOURCES} where r.tenant_id = ${tenantId} and r.run_id = ${runId}`.execute(trx);
  return rows[0] ?? null;
}

/** Locked first: whoever comes second reads what the first left. Null where it is not there. */
export async function lockRun(trx: Trx, tenantId: string, runId: string): Promise<RunRow | null> {
  await sql`select from report_runs where tenant_id = ${tenantId} and run_id = ${runId} for update`.execute(
    trx,
  );
  return findRun(trx, tenantId, runId);
}

export interface NewRun {
  readonly scheduleId: string;
  readonly clientId: string | null;
  readonly dueKey: string;
  readonly dueAt: Date;
  readonly missed: number;
  readonly period: Period;
  readonly onlyTo: string | null;
  /** Why it is passed over at once; null where it is to be made. */
  readonly skipped: Words | null;
}

/** Ids of those that were made: a due day and company that has its run gets no second one. */
export async function insertRuns(trx: Trx, tenantId: string, runs: readonly NewRun[]): Promise<string[]> {
  if (runs.length === 0) return [];
  const rows = runs.map((run) => ({
    schedule_id: run.scheduleId,
    client_id: run.clientId,
    due_key: run.dueKey,
    due_at: run.dueAt.toISOString(),
    missed: run.missed,
    period_from: run.period.from,
    period_to: run.period.to,
    only_to: run.onlyTo,
    reason: run.skipped,
  }));
  const { rows: made } = await sql<{ id: string; skipped: boolean }>`
    insert into report_runs (tenant_id, schedule_id, client_id, due_key, due_at, missed, period_from, period_to, only_to,
      state, reason, ended_at)
    select ${tenantId}, n.schedule_id, n.client_id, n.due_key, n.due_at, n.missed, n.period_from, n.period_to, n.only_to,
      case when n.reason is null then 'queued' else 'skipped' end, n.reason, case when n.reason is not null then now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (schedule_id uuid, client_id uuid, due_key text,
      due_at timestamptz, missed int, period_from date, period_to date, only_to uuid, reason jsonb)
    on conflict do nothing returning run_id as id, state = 'skipped' as skipped`.execute(trx);
  return made.filter(({ skipped }) => !skipped).map(({ id }) => id);
}

/** Months of these companies closed since, which have no run of the schedule yet; the earlier first. */
export async function listClosings(
  trx: Trx,
  tenantId: string,
  scheduleId: string,
  since: Date,
  clientIds: readonly string[],
): Promise<{ readonly clientId: string; readonly month: string; readonly closedAt: Date }[]> {
  const { rows } = await sql<{ clientId: string; month: string; closedAt: Date }>`
    select p.client_id as "clientId", to_char(p.period, 'YYYY-MM') as month, p.closed_at as "closedAt"
    from periods p
    where p.tenant_id = ${tenantId} and p.client_id = any (${clientIds}::uuid[]) and p.status = 'closed'
      and p.closed_at >= ${since}
      and not exists (
        select from report_runs r
        where r.tenant_id = p.tenant_id and r.schedule_id = ${scheduleId} and r.client_id = p.client_id
          and r.due_key = 'closing:' || to_char(p.period, 'YYYY-MM'))
    order by p.client_id, p.period`.execute(trx);
  return rows;
}

export interface RunChange {
  readonly state?: RunState;
  readonly reason?: Words | null;
  readonly attempts?: number;
  readonly started_at?: Date;
  readonly posted_at?: Date | null;
  readonly sent_at?: Date;
  readonly ended_at?: Date | null;
  readonly expires_at?: Date;
}

export async function changeRun(
  trx: Trx,
  tenantId: string,
  runId: string,
  { reason, ...change }: RunChange,
): Promise<void> {
  await trx
    .updateTable('report_runs')
    .set({
      ...change,
      ...(reason === undefined ? {} : { reason: reason === null ? null : JSON.stringify(reason) }),
    })
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .execute();
}

export interface MadeFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly isEmpty: boolean;
  readonly summary: Words;
}

/** The file of the run; its row among the stored files is there or is made. */
export async function keepFile(trx: Trx, tenantId: string, runId: string, file: MadeFile): Promise<void> {
  await trx
    .insertInto('stored_files')
    .values({ tenant_id: tenantId, sha256: file.sha256, size_bytes: BigInt(file.sizeBytes) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .updateTable('report_runs')
    .set({
      file_name: file.fileName.slice(0, 255),
      content_type: file.contentType,
      sha256: file.sha256,
      size_bytes: BigInt(file.sizeBytes),
      file_ended_at: null,
      is_empty: file.isEmpty,
      summary: JSON.stringify(file.summary),
    })
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .execute();
}

/** Not ended, made before `before`, and nothing posted yet: their jobs may be gone. */
export async function listStranded(
  trx: Trx,
  tenantId: string,
  before: Date,
): Promise<{ readonly id: string; readonly attempts: number }[]> {
  const { rows } = await sql<{ id: string; attempts: number }>`
    select run_id as id, attempts from report_runs
    where tenant_id = ${tenantId} and state in ('queued', 'running') and posted_at is null
      and created_at < ${before} and coalesce(started_at, created_at) < ${before}
    order by run_id limit 500`.execute(trx);
  return rows;
}

/** Runs of the office that failed, or did not reach somebody, since. */
export async function countFailedSince(trx: Trx, tenantId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from report_runs
    where tenant_id = ${tenantId} and state = 'failed' and ended_at >= ${since}`.execute(trx);
  return rows[0]?.count ?? 0;
}

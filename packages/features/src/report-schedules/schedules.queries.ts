/** SQL of schedules: kept, found when they are due, moved on; and the people of the office that they can name. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Recipient, ScheduleBody, ScheduleRule, Span } from './contract.ts';

export interface ScheduleRow {
  readonly id: string;
  readonly name: string;
  readonly reportId: string;
  readonly format: 'pdf' | 'xlsx' | 'csv';
  readonly language: 'tr' | 'en';
  readonly options: Readonly<Record<string, string>>;
  readonly about: 'office' | 'all' | 'some';
  readonly clientIds: string[];
  readonly rule: ScheduleRule;
  readonly span: Span;
  readonly recipients: Recipient[];
  readonly subject: string;
  readonly body: string;
  readonly attach: boolean;
  readonly skipEmpty: boolean;
  readonly nextDueDay: string | null;
  readonly nextDueAt: Date | null;
  readonly watchFrom: Date | null;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
  readonly version: number;
  readonly createdBy: string | null;
}

export interface ListedSchedule extends ScheduleRow {
  readonly createdByName: string | null;
  readonly lastState: 'queued' | 'running' | 'sent' | 'failed' | 'skipped' | null;
  readonly lastAt: Date | null;
}

const COLUMNS = sql`s.schedule_id as id, s.name, s.report_id as "reportId", s.format, s.language, s.options, s.about,
  s.client_ids::text[] as "clientIds", s.rule, s.span, s.recipients, s.subject, s.body, s.attach,
  s.skip_empty as "skipEmpty", s.next_due_day::text as "nextDueDay", s.next_due_at as "nextDueAt",
  s.watch_from as "watchFrom", s.paused_at as "pausedAt", s.ended_at as "endedAt", s.version, s.created_by as "createdBy"`;

function listed(trx: Trx, tenantId: string, which: RawBuilder<unknown>) {
  return sql<ListedSchedule>`
    select ${COLUMNS}, coalesce(m.name, u.name) as "createdByName", l.state as "lastState", l.created_at as "lastAt"
    from report_schedules s
    left join memberships m on m.tenant_id = s.tenant_id and m.user_id = s.created_by
    left join users u on u.user_id = m.user_id
    left join lateral (
      select r.state, r.created_at from report_runs r
      where r.tenant_id = s.tenant_id and r.schedule_id = s.schedule_id and r.only_to is null
      order by r.due_at desc, r.run_id desc limit 1) l on true
    where s.tenant_id = ${tenantId} and ${which}
    order by s.next_due_at nulls last, s.schedule_id`.execute(trx);
}

/** Those that go on or are paused, the next one first. */
export async function listSchedules(trx: Trx, tenantId: string): Promise<ListedSchedule[]> {
  return (await listed(trx, tenantId, sql`s.ended_at is null`)).rows;
}

/** Ended ones too. */
export async function findSchedule(
  trx: Trx,
  tenantId: string,
  scheduleId: string,
): Promise<ListedSchedule | null> {
  return (await listed(trx, tenantId, sql`s.schedule_id = ${scheduleId}`)).rows[0] ?? null;
}

/** Locked, so that two workers, or a worker and a person, come one after the other. */
export async function lockSchedule(
  trx: Trx,
  tenantId: string,
  scheduleId: string,
): Promise<ScheduleRow | null> {
  const { rows } = await sql<ScheduleRow>`
    select ${COLUMNS} from report_schedules s
    where s.tenant_id = ${tenantId} and s.schedule_id = ${scheduleId} for update of s`.execute(trx);
  return rows[0] ?? null;
}

/** When it is due next, or from when on closings count. */
export interface Timing {
  readonly nextDueDay: string | null;
  readonly nextDueAt: Date | null;
  readonly watchFrom: Date | null;
}

const written = (body: ScheduleBody, timing: Timing) => ({
  name: body.name,
  report_id: body.reportId,
  format: body.format,
  language: body.language,
  options: JSON.stringify(body.options),
  about: body.about,
  client_ids: body.about === 'some' ? [...new Set(body.clientIds)] : [],
  rule: JSON.stringify(body.rule),
  span: body.span,
  recipients: JSON.stringify(body.recipients),
  subject: body.subject,
  body: body.body,
  attach: body.attach,
  skip_empty: body.skipEmpty,
  next_due_day: timing.nextDueDay,
  next_due_at: timing.nextDueAt,
  watch_from: timing.watchFrom,
});

export async function insertSchedule(
  trx: Trx,
  tenantId: string,
  body: ScheduleBody,
  timing: Timing,
): Promise<string> {
  const row = await trx
    .insertInto('report_schedules')
    .values({ tenant_id: tenantId, ...written(body, timing), created_by: sql<string | null>`app.user_id()` })
    .returning('schedule_id')
    .executeTakeFirstOrThrow();
  return row.schedule_id;
}

export async function changeSchedule(
  trx: Trx,
  tenantId: string,
  scheduleId: string,
  body: ScheduleBody,
  timing: Timing,
): Promise<void> {
  await trx
    .updateTable('report_schedules')
    .set({ ...written(body, timing), version: sql<number>`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('schedule_id', '=', scheduleId)
    .execute();
}

export async function setState(
  trx: Trx,
  tenantId: string,
  scheduleId: string,
  state: { readonly pausedAt: Date | null; readonly endedAt: Date | null },
  timing: Timing,
): Promise<void> {
  await trx
    .updateTable('report_schedules')
    .set({
      paused_at: state.pausedAt,
      ended_at: state.endedAt,
      next_due_day: timing.nextDueDay,
      next_due_at: timing.nextDueAt,
      watch_from: timing.watchFrom,
    })
    .where('tenant_id', '=', tenantId)
    .where('schedule_id', '=', scheduleId)
    .execute();
}

export async function moveOn(
  trx: Trx,
  tenantId: string,
  scheduleId: string,
  next: { readonly day: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable('report_schedules')
    .set({ next_due_day: next.day, next_due_at: next.at })
    .where('tenant_id', '=', tenantId)
    .where('schedule_id', '=', scheduleId)
    .execute();
}

export async function countSchedules(trx: Trx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from report_schedules where tenant_id = ${tenantId} and ended_at is null`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}

/** Ids of those whose time has come, and of those that follow closings. */
export async function listDue(trx: Trx, tenantId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select schedule_id as id from report_schedules
    where tenant_id = ${tenantId} and paused_at is null and ended_at is null
      and (next_due_at <= ${now} or watch_from is not null)
    order by next_due_at nulls last, schedule_id`.execute(trx);
  return rows.map((row) => row.id);
}

/** How many of the office were due before `before` and are not told yet. */
export async function countLate(trx: Trx, tenantId: string, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from report_schedules
    where tenant_id = ${tenantId} and paused_at is null and ended_at is null and next_due_at < ${before}`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}

/** The zone of the office's times, and its name. */
export async function findOffice(
  trx: Trx,
  tenantId: string,
): Promise<{ readonly name: string; readonly timeZone: string }> {
  const row = await trx
    .selectFrom('offices as o')
    .leftJoin('office_settings as s', 's.tenant_id', 'o.tenant_id')
    .where('o.tenant_id', '=', tenantId)
    .select(['o.name', sql<string>`coalesce(s.time_zone, 'Europe/Istanbul')`.as('timeZone')])
    .executeTakeFirstOrThrow();
  return row;
}

export interface OfficePerson {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** People of the office who can sign in, by name; without client users. */
export async function listPeople(trx: Trx, tenantId: string): Promise<OfficePerson[]> {
  const { rows } = await sql<OfficePerson>`
    select m.user_id as "userId", coalesce(m.name, u.name) as name, u.email
    from memberships m join users u on u.user_id = m.user_id
    where m.tenant_id = ${tenantId} and m.role <> 'client' and m.disabled_at is null and u.disabled_at is null
    order by 2, 1`.execute(trx);
  return rows;
}

/** The companies that a schedule is about now: those not archived. */
export async function listClientIds(
  trx: Trx,
  tenantId: string,
  { about, clientIds }: Pick<ScheduleRow, 'about' | 'clientIds'>,
): Promise<string[]> {
  if (about === 'office') return [];
  const rows = await trx
    .selectFrom('clients')
    .where('tenant_id', '=', tenantId)
    .where('archived_at', 'is', null)
    .$if(about === 'some', (query) => query.where('client_id', 'in', [...clientIds]))
    .orderBy('title')
    .select('client_id')
    .execute();
  return rows.map((row) => row.client_id);
}

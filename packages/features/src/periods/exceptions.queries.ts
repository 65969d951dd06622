/** Queries of lock exceptions: who may post into a locked month, why, until when. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface ExceptionRow {
  readonly id: string;
  readonly month: string;
  readonly userId: string;
  readonly name: string | null;
  readonly reason: string;
  readonly grantedByName: string | null;
  readonly grantedAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly isRunning: boolean;
}

const nameOf = (userId: RawBuilder<unknown>) => sql`(
  select coalesce(m.name, u.name) from memberships m join users u on u.user_id = m.user_id
  where m.tenant_id = e.tenant_id and m.user_id = ${userId})`;

/** Of the months between two first days, the latest granted first; with `id`, that one alone. */
export async function listExceptions(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { first, last, id = null }: { readonly first: string; readonly last: string; readonly id?: string | null },
): Promise<ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`
    select e.exception_id as id, to_char(e.period, 'YYYY-MM') as month, e.user_id as "userId",
      ${nameOf(sql`e.user_id`)} as name, e.reason, ${nameOf(sql`e.granted_by`)} as "grantedByName",
      e.granted_at as "grantedAt", e.ends_at as "endsAt", e.ended_at as "endedAt",
      e.ended_at is null and e.ends_at > now() as "isRunning"
    from period_exceptions e
    where e.tenant_id = ${tenantId} and e.client_id = ${clientId}
      and e.period between ${first}::date and ${last}::date
      ${id === null ? sql`` : sql`and e.exception_id = ${id}`}
    order by e.granted_at desc, e.exception_id desc limit 200`.execute(trx);
  return rows;
}

/** People of the office who can sign in, client users aside, by name. */
export async function listPeople(trx: Trx, tenantId: string): Promise<{ userId: string; name: string }[]> {
  return trx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('m.tenant_id', '=', tenantId)
    .where('m.role', '<>', 'client')
    .where('m.disabled_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .select(['m.user_id as userId', sql<string>`coalesce(m.name, u.name)`.as('name')])
    .orderBy(sql`app.fold(coalesce(m.name, u.name))`)
    .execute();
}

export async function insertException(
  trx: Trx,
  tenantId: string,
  clientId: string,
  exception: { firstDay: string; userId: string; reason: string; hours: number },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into period_exceptions (tenant_id, client_id, period, user_id, reason, granted_by, ends_at)
    values (${tenantId}, ${clientId}, ${exception.firstDay}::date, ${exception.userId}, ${exception.reason},
      app.user_id(), now() + make_interval(hours => ${exception.hours}::int))
    returning exception_id as id`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('An exception was inserted and not answered.');
  return row.id;
}

/** Ends a running exception; false where there is none. */
export async function endException(
  trx: Trx,
  tenantId: string,
  clientId: string,
  id: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('period_exceptions')
    .set({ ended_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenantId)
    .where('client_id', '=', clientId)
    .where('exception_id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

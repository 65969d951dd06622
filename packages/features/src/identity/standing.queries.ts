/** A person and the offices they may work in, seen from the door: only what belongs to them. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { role as roleSchema } from './contract.ts';
import { portalPartsOf } from './permissions.ts';
import type { OfficeStanding, Standing } from './standing.ts';
import { findUser } from './users.queries.ts';

/** Needs a scope whose user is this person. Null: no such person. */
export async function loadStanding(trx: Trx, userId: string): Promise<Standing | null> {
  const user = await findUser(trx, userId);
  if (user === null) return null;
  return { user, offices: user.platformAdmin ? [] : await activeOffices(trx, userId) };
}

async function activeOffices(trx: Trx, userId: string): Promise<OfficeStanding[]> {
  const rows = await trx
    .selectFrom('memberships as m')
    .innerJoin('offices as o', 'o.tenant_id', 'm.tenant_id')
    .leftJoin('office_settings as s', 's.tenant_id', 'm.tenant_id')
    .where('m.user_id', '=', userId)
    .where('m.disabled_at', 'is', null)
    .orderBy('m.created_at')
    .orderBy('m.tenant_id')
    .select([
      'm.tenant_id as id',
      'o.name',
      'o.kind',
      'm.role',
      'm.portal_parts as portalParts',
      'm.name as memberName',
      sql<boolean>`coalesce(s.second_factor_required, false)`.as('secondFactorRequired'),
      's.session_idle_hours as sessionIdleHours',
      sql<'tr' | 'en'>`coalesce(s.language, 'tr')`.as('language'),
      sql<string[]>`array(select mc.client_id::text from membership_clients mc
        where mc.tenant_id = m.tenant_id and mc.user_id = m.user_id order by 1)`.as('clientIds'),
    ])
    .execute();
  return rows.map((row) => ({
    ...row,
    role: roleSchema.parse(row.role),
    portalParts: portalPartsOf(row.portalParts),
  }));
}

/** The office of the person's latest session; null before the first. */
export async function lastOfficeOf(trx: Trx, userId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('sessions')
    .where('user_id', '=', userId)
    .where('current_office_id', 'is not', null)
    .orderBy('last_used_at', 'desc')
    .limit(1)
    .select('current_office_id as officeId')
    .executeTakeFirst();
  return row?.officeId ?? null;
}

/** The active membership of a person who is not disabled; null where there is none. */
export async function findMembership(
  trx: Trx,
  tenantId: string,
  userId: string,
): Promise<{ role: string; portalParts: string[] | null; clientIds: string[] } | null> {
  const row = await trx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('m.tenant_id', '=', tenantId)
    .where('m.user_id', '=', userId)
    .where('m.disabled_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .select([
      'm.role',
      'm.portal_parts as portalParts',
      sql<string[]>`array(select mc.client_id::text from membership_clients mc
        where mc.tenant_id = m.tenant_id and mc.user_id = m.user_id order by 1)`.as('clientIds'),
    ])
    .executeTakeFirst();
  return row ?? null;
}

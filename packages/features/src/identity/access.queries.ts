/** What a session may do right now: one statement over session, person, membership and client scope. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface AccessRow {
  readonly sessionEnded: boolean;
  readonly expiresAt: Date;
  readonly userDisabled: boolean;
  readonly platformAdmin: boolean;
  /** Null: no membership of the office. */
  readonly role: string | null;
  readonly membershipDisabled: boolean;
  readonly clientIds: string[];
  /** Null: all of the portal. */
  readonly portalParts: string[] | null;
  readonly secondFactorRequired: boolean;
  readonly hasSecondFactor: boolean;
}

/** Null: no such session of this person. `officeId` null: the session of a platform administrator. */
export async function findAccess(
  trx: Trx,
  sessionId: string,
  userId: string,
  officeId: string | null,
): Promise<AccessRow | null> {
  const row = await trx
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.user_id', 's.user_id')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.user_id', '=', 'u.user_id').on('m.tenant_id', '=', officeId),
    )
    .leftJoin('office_settings as o', 'o.tenant_id', 'm.tenant_id')
    .where('s.session_id', '=', sessionId)
    .where('s.user_id', '=', userId)
    .select([
      sql<boolean>`s.ended_at is not null`.as('sessionEnded'),
      's.expires_at as expiresAt',
      sql<boolean>`u.disabled_at is not null`.as('userDisabled'),
      'u.is_platform_admin as platformAdmin',
      'm.role',
      'm.portal_parts as portalParts',
      sql<boolean>`m.disabled_at is not null`.as('membershipDisabled'),
      sql<boolean>`coalesce(o.second_factor_required, false)`.as('secondFactorRequired'),
      sql<boolean>`u.totp_confirmed_at is not null`.as('hasSecondFactor'),
      sql<string[]>`array(select mc.client_id::text from membership_clients mc
        where mc.tenant_id = m.tenant_id and mc.user_id = m.user_id order by 1)`.as('clientIds'),
    ])
    .executeTakeFirst();
  return row ?? null;
}

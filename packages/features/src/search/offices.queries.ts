/** Queries of the offices of a person. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** More offices than anybody works in. */
const MOST_OFFICES = 50;

/** Offices whose membership is active; `clientIds` null: every client of it. At the door, where the person sees their own. */
export async function listOwnOffices(
  trx: Trx,
  userId: string,
): Promise<{ id: string; name: string; clientIds: string[] | null }[]> {
  return trx
    .selectFrom('memberships as m')
    .innerJoin('offices as o', 'o.tenant_id', 'm.tenant_id')
    .where('m.user_id', '=', userId)
    .where('m.disabled_at', 'is', null)
    .orderBy('m.created_at')
    .limit(MOST_OFFICES)
    .select([
      'm.tenant_id as id',
      'o.name',
      sql<
        string[] | null
      >`case when m.role = 'client' then array(select mc.client_id::text from membership_clients mc
        where mc.tenant_id = m.tenant_id and mc.user_id = m.user_id) end`.as('clientIds'),
    ])
    .execute();
}

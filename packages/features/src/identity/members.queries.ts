/** Members of an office: memberships, the client companies of client users, and whom they belong to. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { type PortalPart, type Role, role as roleSchema } from './contract.ts';
import { portalPartsOf } from './permissions.ts';

export interface MemberRow {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly clientIds: string[];
  readonly portalParts: readonly PortalPart[];
  readonly secondFactor: boolean;
  readonly disabled: boolean;
}

function members(trx: Trx, tenantId: string) {
  return trx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('m.tenant_id', '=', tenantId)
    .select([
      'm.user_id as userId',
      'u.email',
      sql<string>`coalesce(m.name, u.name)`.as('name'),
      'm.role',
      'm.portal_parts as portalParts',
      sql<string[]>`array(select mc.client_id::text from membership_clients mc
        where mc.tenant_id = m.tenant_id and mc.user_id = m.user_id order by 1)`.as('clientIds'),
      sql<boolean>`u.totp_confirmed_at is not null`.as('secondFactor'),
      sql<boolean>`(m.disabled_at is not null or u.disabled_at is not null)`.as('disabled'),
    ]);
}

/** Every member of the office, in no order. */
export async function listMemberRows(trx: Trx, tenantId: string): Promise<MemberRow[]> {
  return (await members(trx, tenantId).execute()).map(withRole);
}

function withRole<T extends { role: string; portalParts: string[] | null }>(row: T) {
  return { ...row, role: roleSchema.parse(row.role), portalParts: portalPartsOf(row.portalParts) };
}

export async function findMember(trx: Trx, tenantId: string, userId: string): Promise<MemberRow | null> {
  const row = await members(trx, tenantId).where('m.user_id', '=', userId).executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** The owners who can still sign in, locked in one order so that two demotions at once come one after the other. */
export async function lockActiveOwners(trx: Trx, tenantId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('m.tenant_id', '=', tenantId)
    .where('m.role', '=', 'owner')
    .where('m.disabled_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .orderBy('m.user_id')
    .select('m.user_id')
    .forUpdate('m')
    .execute();
  return rows.map(({ user_id }) => user_id);
}

/** False where the person is a member already. */
export async function insertMember(
  trx: Trx,
  member: {
    tenantId: string;
    userId: string;
    name: string;
    role: Role;
    /** Null: of the office, without a portal. */
    portalParts: readonly PortalPart[] | null;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('memberships')
    .values({
      tenant_id: member.tenantId,
      user_id: member.userId,
      name: member.name,
      role: member.role,
      portal_parts: member.portalParts === null ? null : [...member.portalParts],
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateMemberRow(
  trx: Trx,
  tenantId: string,
  userId: string,
  change: {
    name: string;
    role: Role;
    /** Left out: as they are. */
    portalParts?: readonly PortalPart[];
    disabledAt: Date | null;
  },
): Promise<void> {
  await trx
    .updateTable('memberships')
    .set((eb) => ({
      name: change.name,
      role: change.role,
      ...(change.portalParts === undefined ? {} : { portal_parts: [...change.portalParts] }),
      // Who is disabled already keeps the day it happened.
      disabled_at:
        change.disabledAt === null ? null : eb.fn.coalesce('disabled_at', eb.val(change.disabledAt)),
    }))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute();
}

/** Notes at a membership what its owner did to the person's way in; the audit log tells it from there. */
export async function markMember(
  trx: Trx,
  tenantId: string,
  userId: string,
  mark: { second_factor_reset_at?: Date; sessions_ended_at?: Date },
): Promise<void> {
  await trx
    .updateTable('memberships')
    .set(mark)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute();
}

/** How many of these are client companies of the office. */
export async function countClientsOfOffice(
  trx: Trx,
  tenantId: string,
  clientIds: readonly string[],
): Promise<number> {
  if (clientIds.length === 0) return 0;
  const row = await trx
    .selectFrom('clients')
    .where('tenant_id', '=', tenantId)
    .where('client_id', 'in', [...clientIds])
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Makes the list of client companies exactly this one; unchanged rows stay and leave no audit line. */
export async function replaceMemberClients(
  trx: Trx,
  tenantId: string,
  userId: string,
  clientIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('membership_clients')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .$if(clientIds.length > 0, (query) => query.where('client_id', 'not in', [...clientIds]))
    .execute();
  if (clientIds.length === 0) return;
  await trx
    .insertInto('membership_clients')
    .values(clientIds.map((clientId) => ({ tenant_id: tenantId, user_id: userId, client_id: clientId })))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id', 'client_id']).doNothing())
    .execute();
}

/** Invitations into an office; of a link's token only the SHA-256 is kept. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { type PortalPart, type Role, role as roleSchema } from './contract.ts';
import { portalPartsOf } from './permissions.ts';

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly clientIds: string[];
  readonly portalParts: readonly PortalPart[];
  /** Name and id of the inviter; null: an operator's command. */
  readonly invitedBy: string | null;
  readonly inviterId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly expiresAt: Date;
  readonly sends: number;
}

function openInvitations(trx: Trx, tenantId: string) {
  return trx
    .selectFrom('invitations as i')
    .leftJoin('users as u', 'u.user_id', 'i.invited_by')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 'i.tenant_id').onRef('m.user_id', '=', 'i.invited_by'),
    )
    .where('i.tenant_id', '=', tenantId)
    .where('i.accepted_at', 'is', null)
    .where('i.withdrawn_at', 'is', null)
    .select([
      'i.invitation_id as id',
      'i.email',
      'i.name',
      'i.role',
      'i.portal_parts as portalParts',
      sql<string[]>`array(select ic.client_id::text from invitation_clients ic
        where ic.tenant_id = i.tenant_id and ic.invitation_id = i.invitation_id order by 1)`.as('clientIds'),
      sql<string | null>`coalesce(m.name, u.name)`.as('invitedBy'),
      'i.invited_by as inviterId',
      'i.created_at as createdAt',
      'i.sent_at as sentAt',
      'i.expires_at as expiresAt',
      'i.sends',
    ]);
}

const withRole = <T extends { role: string; portalParts: string[] | null }>(row: T) => ({
  ...row,
  role: roleSchema.parse(row.role),
  portalParts: portalPartsOf(row.portalParts),
});

/** Neither accepted nor withdrawn, the latest first; expired ones among them. */
export async function listOpenInvitations(trx: Trx, tenantId: string): Promise<InvitationRow[]> {
  const rows = await openInvitations(trx, tenantId).orderBy('i.invitation_id', 'desc').limit(1000).execute();
  return rows.map(withRole);
}

export async function findOpenInvitation(
  trx: Trx,
  tenantId: string,
  invitationId: string,
): Promise<InvitationRow | null> {
  const row = await openInvitations(trx, tenantId)
    .where('i.invitation_id', '=', invitationId)
    .executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** The invitation that a link opens, while it is good. */
export async function findInvitationByToken(
  trx: Trx,
  tenantId: string,
  hash: Buffer,
  now: Date,
): Promise<InvitationRow | null> {
  const row = await openInvitations(trx, tenantId)
    .where('i.token_hash', '=', hash)
    .where('i.expires_at', '>', now)
    .executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** Null where the address has an open invitation already. */
export async function insertInvitation(
  trx: Trx,
  invitation: {
    tenantId: string;
    email: string;
    name: string;
    role: Role;
    clientIds: readonly string[];
    /** Null: of the office, without a portal. */
    portalParts: readonly PortalPart[] | null;
    invitedBy: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<string | null> {
  const { tenantId, clientIds } = invitation;
  const row = await trx
    .insertInto('invitations')
    .values({
      tenant_id: tenantId,
      email: invitation.email,
      name: invitation.name,
      role: invitation.role,
      portal_parts: invitation.portalParts === null ? null : [...invitation.portalParts],
      invited_by: invitation.invitedBy,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'email'])
        .where('accepted_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .doNothing(),
    )
    .returning('invitation_id')
    .executeTakeFirst();
  if (row === undefined) return null;
  if (clientIds.length > 0) {
    const rows = clientIds.map((client_id) => ({
      tenant_id: tenantId,
      invitation_id: row.invitation_id,
      client_id,
    }));
    await trx.insertInto('invitation_clients').values(rows).execute();
  }
  return row.invitation_id;
}

/** How many invitations of the office were made after `since`, and when the oldest of them was. */
export async function countInvitationsSince(
  trx: Trx,
  tenantId: string,
  since: Date,
): Promise<{ n: number; oldest: Date | null }> {
  return trx
    .selectFrom('invitations')
    .where('tenant_id', '=', tenantId)
    .where('created_at', '>', since)
    .select([sql<number>`count(*)::int`.as('n'), sql<Date | null>`min(created_at)`.as('oldest')])
    .executeTakeFirstOrThrow();
}

/** Whether an address is one of a member of the office already. */
export async function isMemberAddress(trx: Trx, tenantId: string, email: string): Promise<boolean> {
  const row = await trx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.user_id', 'm.user_id')
    .where('m.tenant_id', '=', tenantId)
    .where('u.email', '=', email)
    .select('m.user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Locks an open invitation for change; null where there is none. */
export async function lockInvitation(
  trx: Trx,
  tenantId: string,
  invitationId: string,
): Promise<{ sends: number; sentAt: Date | null; expiresAt: Date } | null> {
  const row = await trx
    .selectFrom('invitations')
    .where('tenant_id', '=', tenantId)
    .where('invitation_id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .select(['sends', 'sent_at as sentAt', 'expires_at as expiresAt'])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Changes a locked invitation. */
export async function changeInvitation(
  trx: Trx,
  tenantId: string,
  invitationId: string,
  change: {
    token_hash?: Buffer | null;
    sent_at?: Date | null;
    expires_at?: Date;
    sends?: number;
    withdrawn_at?: Date;
  },
): Promise<void> {
  await trx
    .updateTable('invitations')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('invitation_id', '=', invitationId)
    .execute();
}

/** Uses the link up; false where someone was faster, or it was withdrawn meanwhile. */
export async function useInvitation(
  trx: Trx,
  used: { tenantId: string; invitationId: string; hash: Buffer; userId: string; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('invitations')
    .set({ accepted_at: used.at, accepted_by: used.userId })
    .where('tenant_id', '=', used.tenantId)
    .where('invitation_id', '=', used.invitationId)
    .where('token_hash', '=', used.hash)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

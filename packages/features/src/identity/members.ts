/** Who works in an office: listing, inviting, changing; never without an owner who can sign in. */
import { compareTurkish } from '@muhasebi/accounting/turkish/fold.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { accessCacheOf } from './access-cache.ts';
import { ALL_PORTAL_PARTS, identityErrors, type memberView, type PortalPart, type Role } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';
import {
  countClientsOfOffice,
  findMember,
  insertMember,
  listMemberRows,
  lockActiveOwners,
  type MemberRow,
  replaceMemberClients,
  updateMemberRow,
} from './members.queries.ts';
import { findOfficeName } from './offices.queries.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';
import { findUser, findUserByEmail, insertUser } from './users.queries.ts';

type MemberView = z.input<typeof memberView>;
type MemberDeps = Pick<IdentityDeps, 'db' | 'clock'>;

export interface NewMember {
  readonly email: string;
  readonly name: string;
  readonly role: Exclude<Role, 'platform'>;
  readonly clientIds: readonly string[];
  /** Of a client user; left out: all of the portal. */
  readonly portalParts?: readonly PortalPart[];
}

export type MemberChange = {
  readonly [K in 'name' | 'role' | 'clientIds' | 'portalParts']?: NewMember[K] | undefined;
} & { readonly disabled?: boolean | undefined };

/** Every member by name, in Turkish order. */
export async function listMembers(deps: MemberDeps, tenantId: string, scope: Scope): Promise<MemberView[]> {
  const rows = await inScope(deps.db, scope, (trx) => listMemberRows(trx, tenantId));
  return rows.sort((a, b) => compareTurkish(a.name, b.name)).map(present);
}

/**
 * Adds a person, known to the installation or not, and mails them: a link to set a password, or the news.
 * Throws MEMBER_EXISTS, MEMBER_REFUSED (a platform administrator sees no books), CLIENT_USER_NEEDS_CLIENTS,
 * CLIENT_NOT_FOUND.
 */
export function addMember(
  deps: MemberDeps,
  tenantId: string,
  member: NewMember,
  scope: Scope,
): Promise<MemberView> {
  return inScope(deps.db, scope, async (trx) => {
    const clientIds = await clientScopeOf(trx, tenantId, member.role, member.clientIds);
    const { email, name, role } = member;
    const known = await findUserByEmail(trx, email);
    if (known?.platformAdmin) throw identityErrors.MEMBER_REFUSED({ email });
    const userId =
      known?.userId ?? (await insertUser(trx, { email, name, passwordHash: null, platformAdmin: false }));
    const portalParts = portalOf(role, member.portalParts);
    if (!(await insertMember(trx, { tenantId, userId, name, role, portalParts })))
      throw identityErrors.MEMBER_EXISTS({ email });
    await replaceMemberClients(trx, tenantId, userId, clientIds);
    const inviter = scope.userId === null ? null : await findUser(trx, scope.userId);
    const payload: SendMailPayload = {
      kind: 'invitation',
      userId,
      tenantId,
      officeName: (await findOfficeName(trx, tenantId)) ?? '',
      invitedBy: inviter?.name ?? null,
    };
    await enqueue(trx, SEND_MAIL, payload);
    return loadMember(trx, tenantId, userId);
  });
}

/** Throws MEMBER_NOT_FOUND, LAST_OWNER, CLIENT_USER_NEEDS_CLIENTS, CLIENT_NOT_FOUND. */
export async function updateMember(
  deps: MemberDeps,
  tenantId: string,
  userId: string,
  change: MemberChange,
  scope: Scope,
): Promise<MemberView> {
  const view = await inScope(deps.db, scope, async (trx) => {
    const owners = await lockActiveOwners(trx, tenantId);
    const before = await findMember(trx, tenantId, userId);
    if (before === null) throw identityErrors.MEMBER_NOT_FOUND();
    const role = change.role ?? before.role;
    const disabled = change.disabled ?? before.disabled;
    if (owners.length === 1 && owners[0] === userId && (role !== 'owner' || disabled)) {
      throw identityErrors.LAST_OWNER();
    }
    const clientIds = await clientScopeOf(trx, tenantId, role, change.clientIds ?? before.clientIds);
    const disabledAt = disabled ? deps.clock.now() : null;
    await updateMemberRow(trx, tenantId, userId, {
      name: change.name ?? before.name,
      role,
      disabledAt,
      // Only a client user has a portal; somebody who becomes one has all of it unless told otherwise.
      ...(role === 'client' && { portalParts: inOrder(change.portalParts ?? before.portalParts) }),
    });
    await replaceMemberClients(trx, tenantId, userId, clientIds);
    return loadMember(trx, tenantId, userId);
  });
  accessCacheOf(deps.db).forgetUser(userId);
  return view;
}

/** A client user sees at least one named client of this office; everyone else sees all, and names none. */
export async function clientScopeOf(
  trx: Trx,
  tenantId: string,
  role: Role,
  clientIds: readonly string[],
): Promise<readonly string[]> {
  if (role !== 'client') return [];
  const distinct = [...new Set(clientIds)];
  if (distinct.length === 0) throw identityErrors.CLIENT_USER_NEEDS_CLIENTS();
  const found = await countClientsOfOffice(trx, tenantId, distinct);
  if (found !== distinct.length) throw clientErrors.CLIENT_NOT_FOUND();
  return distinct;
}

/** What is stored of the portal: parts for a client user, none for a person of the office. */
export function portalOf(
  role: Role,
  parts: readonly PortalPart[] = ALL_PORTAL_PARTS,
): readonly PortalPart[] | null {
  return role === 'client' ? inOrder(parts) : null;
}

/** Each part once and in one order, so that the audit log tells of a change only where there is one. */
function inOrder(parts: readonly PortalPart[]): readonly PortalPart[] {
  return ALL_PORTAL_PARTS.filter((part) => parts.includes(part));
}

async function loadMember(trx: Trx, tenantId: string, userId: string): Promise<MemberView> {
  const row = await findMember(trx, tenantId, userId);
  if (row === null) throw identityErrors.MEMBER_NOT_FOUND();
  return present(row);
}

function present(row: MemberRow): MemberView {
  return { ...row, clientIds: [...row.clientIds], portalParts: [...row.portalParts] };
}

/** The one table of who may do what: role → permissions, each "area:verb". */
import { ALL_PORTAL_PARTS, type PortalPart, type Role } from './contract.ts';

const reading = [
  'client:read',
  'document:read',
  'account:read',
  'voucher:read',
  'report:read',
  'request:read',
  'mail:read',
  'integration:read',
] as const;
const keeping = [
  'document:upload',
  'document:write',
  'account:write',
  'voucher:write',
  'request:write',
  'report:publish',
  'mail:write',
  'integration:run',
] as const;
const answering = ['client:write', 'voucher:post', 'period:close', 'member:read', 'audit:read'] as const;

/** What each part of the portal permits. */
const portal = {
  documents: ['portal:documents'],
  upload: ['document:upload'],
  requests: ['portal:requests', 'portal:answer'],
  reports: ['portal:reports'],
} as const satisfies Record<PortalPart, readonly `${string}:${string}`[]>;

const table = {
  /** Mali müşavir: answers for the books and for who sees them. */
  owner: [
    ...reading,
    ...keeping,
    ...answering,
    'member:write',
    'office:write',
    'integration:write',
    'demo:remove',
  ],
  /** Keeps and posts the books; does not choose who enters. */
  accountant: [...reading, ...keeping, ...answering],
  /** Prepares vouchers; posting is left to those who answer for the books. */
  staff: [...reading, ...keeping],
  /** Sends documents of the named client companies and sees the portal's own pages of them; no route of the office. */
  client: ['portal:read', ...portal.documents, ...portal.upload, ...portal.requests, ...portal.reports],
  /** Operates the installation and sees no books. */
  platform: ['operations:read', 'operations:act'],
} as const satisfies Record<Role, readonly `${string}:${string}`[]>;

export type Permission = (typeof table)[Role][number];

/** The permissions of a role, in the order of the table; a client user's are those of the parts of the portal given. */
export function permissionsOf(
  role: Role,
  portalParts: readonly PortalPart[] = ALL_PORTAL_PARTS,
): readonly Permission[] {
  if (role !== 'client') return table[role];
  return ['portal:read', ...portalParts.flatMap((part) => portal[part])];
}

/** Parts as the database has them: null is all; one that this release does not know opens nothing. */
export function portalPartsOf(stored: readonly string[] | null): readonly PortalPart[] {
  return stored === null ? ALL_PORTAL_PARTS : ALL_PORTAL_PARTS.filter((part) => stored.includes(part));
}

/** Whether the role has the permission that a route declares. */
export function mayDo(role: Role, permission: string): boolean {
  return permissionsOf(role).some((held) => held === permission);
}

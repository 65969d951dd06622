/** The one table of who may do what: role → permissions, each "area:verb". */
import type { Role } from './contract.ts';

const reading = [
  'client:read',
  'document:read',
  'account:read',
  'voucher:read',
  'report:read',
  'request:read',
] as const;
const keeping = [
  'document:upload',
  'document:write',
  'account:write',
  'voucher:write',
  'request:write',
] as const;
const answering = ['client:write', 'voucher:post', 'member:read', 'audit:read'] as const;

const table = {
  /** Mali müşavir: answers for the books and for who sees them. */
  owner: [...reading, ...keeping, ...answering, 'member:write', 'office:write', 'demo:remove'],
  /** Keeps and posts the books; does not choose who enters. */
  accountant: [...reading, ...keeping, ...answering],
  /** Prepares vouchers; posting is left to those who answer for the books. */
  staff: [...reading, ...keeping],
  /** Sends documents of the named client companies and sees the portal's own pages of them; no route of the office. */
  client: ['portal:read', 'portal:answer', 'document:upload'],
  /** Operates the installation and sees no books. */
  platform: ['operations:read', 'operations:act'],
} as const satisfies Record<Role, readonly `${string}:${string}`[]>;

export type Permission = (typeof table)[Role][number];

/** The permissions of a role, in the order of the table. */
export function permissionsOf(role: Role): readonly Permission[] {
  return table[role];
}

/** Whether the role has the permission that a route declares. */
export function mayDo(role: Role, permission: string): boolean {
  return permissionsOf(role).some((held) => held === permission);
}

/** What a key can be given, in the order of the server's own list. */
import type { KeyPermission } from './machines-queries.ts';

export const KEY_PERMISSIONS = [
  'client:read',
  'client:write',
  'document:read',
  'document:upload',
  'document:write',
  'account:read',
  'account:write',
  'voucher:read',
  'voucher:write',
  'voucher:post',
  'period:close',
  'report:read',
  'report:publish',
  'request:read',
  'request:write',
  'audit:read',
] as const satisfies readonly KeyPermission[];

/** The name of a permission among the texts: "voucher-post". */
export type MayKey = KeyPermission extends infer P
  ? P extends `${infer A}:${infer B}`
    ? `${A}-${B}`
    : never
  : never;

export const mayKey = (permission: KeyPermission) => permission.replace(':', '-') as MayKey;

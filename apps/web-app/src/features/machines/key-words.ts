/** Words of what a key can be given. */
import type { KeyPermission } from './machines-queries.ts';

/** The name of a permission among the texts: "voucher-post". */
export type MayKey = KeyPermission extends infer P
  ? P extends `${infer A}:${infer B}`
    ? `${A}-${B}`
    : never
  : never;

export const mayKey = (permission: KeyPermission) => permission.replace(':', '-') as MayKey;

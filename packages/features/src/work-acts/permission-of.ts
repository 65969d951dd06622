/** Which permission an act asks for, beyond that of its route. */

/** Posting and taking it back is left to those who answer for the books. */
export function permissionOf(kind: string, undoneKind: string | null): string {
  const does = kind === 'undo' ? undoneKind : kind;
  if (does === 'approve') return 'voucher:post';
  return does === 'apply-like' ? 'voucher:write' : 'document:write';
}

/** Cursors of paged lists: the sort key of the last row, opaque to the caller. */

/** Encodes the sort key of the last row shown. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Decodes a cursor of `parts` texts; null where it is not one of ours, which the caller treats as a first page. */
export function decodeCursor(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')
      ? key
      : null;
  } catch {
    // A cursor that is not JSON was made up or cut; there is nothing to say beyond "start over".
    return null;
  }
}

/** Leaves out what a document does not state, so that what is stored of it stays small. */

export type Stated<Parts> = { readonly [Key in keyof Parts]?: NonNullable<Parts[Key]> };

/** `parts` without nulls and empty lists. */
export function stated<Parts extends object>(parts: Parts): Stated<Parts> {
  const kept: { -readonly [Key in keyof Parts]?: NonNullable<Parts[Key]> } = {};
  for (const key in parts) {
    const value = parts[key];
    if (value == null || (Array.isArray(value) && value.length === 0)) continue;
    kept[key] = value;
  }
  return kept;
}

/** `parts`, or null where all of them are null or empty. */
export function anyStated<Parts extends object>(parts: Parts): Parts | null {
  for (const key in parts) {
    const value = parts[key];
    if (value != null && !(Array.isArray(value) && value.length === 0)) return parts;
  }
  return null;
}

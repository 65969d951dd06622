/** Filters that live in the address, read without trust. */

/** The named search parameters that hold short text; others are dropped. */
export function textIn<const N extends string>(
  search: Readonly<Record<string, unknown>>,
  ...names: readonly N[]
): { [K in N]?: string } {
  const found: { [K in N]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '' && value.length <= 2000) found[name] = value;
    if (typeof value === 'number') found[name] = String(value);
  }
  return found;
}

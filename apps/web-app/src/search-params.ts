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
  }
  return found;
}

/** The parameters of an address as plain text: "?durum=READY&ara=12" and not JSON, so that people can read links. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The reverse of `readSearch`; what is empty or no text is left out. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return texts.length === 0 ? '' : `?${new URLSearchParams(texts)}`;
}

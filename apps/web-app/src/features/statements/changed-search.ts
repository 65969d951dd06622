/** An address's search parameters with some of them changed; an empty one is left out. */
export function changedSearch(
  now: Readonly<Record<string, string | undefined>>,
  change: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...now, ...change }).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}

/** Bounds the work of bringing a document into canonical form, which grows with the square of its namespaces. */

import { scanTags } from '../scan-tags.ts';

/** About a second. A long invoice of 300,000 elements below 15 namespaces is a third of it. */
const MOST_WORK = 200_000_000;

/**
 * False where canonicalising `utf8` would take too long: for each element libxml2 compares every namespace declared
 * on it and above it with every other.
 */
export function isCanonicalizable(utf8: Buffer): boolean {
  const xml = utf8.toString('latin1');
  const above: number[] = [0];
  let work = 0;
  scanTags(xml, ({ isClose, isEmpty, start, end }) => {
    if (isClose) {
      if (above.length > 1) above.pop();
      return;
    }
    const inScope = (above.at(-1) ?? 0) + declarations(xml.slice(start, end));
    work += inScope * inScope;
    if (!isEmpty) above.push(inScope);
  });
  return work <= MOST_WORK;
}

function declarations(tag: string): number {
  let count = 0;
  for (let at = tag.indexOf('xmlns'); at >= 0; at = tag.indexOf('xmlns', at + 5)) count++;
  return count;
}

/** The version of a pack: the newest date that its History file tells of. */

import { PackRefusal } from './pack-refusal.ts';
import type { PackFiles } from './verdict.ts';

/** "20260312". Throws `pack.no-version` where there is no History, or no date in it. */
export function packVersion(files: PackFiles): string {
  const dates: string[] = [];
  for (const [name, bytes] of files) {
    if (!/(?:^|\/)history\.txt$/i.test(name)) continue;
    // Windows-1254 by origin; dates are ASCII whatever it is.
    const text = Buffer.from(bytes).toString('latin1');
    for (const [, date] of text.matchAll(/^\s*(20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\s*$/gm)) {
      if (date !== undefined) dates.push(date);
    }
  }
  const newest = dates.toSorted().at(-1);
  if (newest === undefined) throw new PackRefusal('pack.no-version', { file: 'History.txt' });
  return newest;
}

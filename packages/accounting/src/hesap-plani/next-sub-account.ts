/** The code a new sub-account gets: the next number under its parent, four digits wide. */
import { parentCode } from './account-code.ts';

/** `nextSubAccountCode(['120.01.0001', '120.01.0007'], '120.01')` → "120.01.0008"; codes that are no numbers are passed over. */
export function nextSubAccountCode(existingCodes: Iterable<string>, parent: string): string {
  let highest = 0;
  for (const code of existingCodes) {
    if (parentCode(code) !== parent || parent.length < 3) continue;
    const segment = code.slice(parent.length + 1);
    if (/^\d{1,9}$/.test(segment)) highest = Math.max(highest, Number(segment));
  }
  return `${parent}.${String(highest + 1).padStart(4, '0')}`;
}

/** How many files a process makes at a time: the others wait for a place, and too many are refused. */
import { exportErrors } from './table-export-contract.ts';

const AT_ONCE = 2;
const MOST_WAITING = 6;

let working = 0;
const waiting: (() => void)[] = [];

/** Waits for a place; leave it when the file is written. Throws EXPORT_BUSY where many wait already. */
export async function takePlace(): Promise<{ leave: () => void }> {
  if (working < AT_ONCE) working += 1;
  else {
    if (waiting.length >= MOST_WAITING) throw exportErrors.EXPORT_BUSY();
    // Whoever leaves hands its place on.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  return {
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    },
  };
}

/** How many files a process makes at a time: the others wait for a place, and too many are refused. */
import { exportErrors } from './table-export-contract.ts';

const AT_ONCE = 2;
const MOST_WAITING = 6;

let working = 0;
const waiting = new Set<() => void>();

/**
 * Waits for a place; leave it when the file is written. Throws EXPORT_BUSY where many wait already, EXPORT_LEFT where the
 * one who asked did not wait.
 */
export async function takePlace(left?: AbortSignal): Promise<{ leave: () => void }> {
  if (working < AT_ONCE) working += 1;
  else {
    if (waiting.size >= MOST_WAITING) throw exportErrors.EXPORT_BUSY();
    await nextPlace(left);
  }
  return {
    leave: () => {
      // Whoever leaves hands its place on.
      const [next] = waiting;
      if (next === undefined) working -= 1;
      else next();
    },
  };
}

function nextPlace(left: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      waiting.delete(take);
      left?.removeEventListener('abort', goAway);
      settle();
    };
    const take = () => end(resolve);
    const goAway = () => end(() => reject(exportErrors.EXPORT_LEFT()));
    waiting.add(take);
    left?.addEventListener('abort', goAway);
  });
}

/** Ends the process itself, whatever it still has open. */

const THREADS_REST_MS = 100;

/**
 * Ends with this code in a tenth of a second. At once it may never end: Node waits for the threads of V8, and one that is in the
 * middle of something can wait for the main thread (nodejs/node#54918).
 */
export function leave(code: number): void {
  setTimeout(() => process.exit(code), THREADS_REST_MS);
}

/** Waits until the API says that it is ready. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `/readyz` until it answers 200; false when `giveUp` settles or the time is over first. */
export async function awaitReady(
  host: string,
  port: number,
  timeoutMs: number,
  giveUp: Promise<unknown>,
): Promise<boolean> {
  let over = false;
  void giveUp.then(() => {
    over = true;
  });
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/readyz`;
  for (const end = Date.now() + timeoutMs; Date.now() < end && !over; ) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return true;
    await sleep(40);
  }
  return false;
}

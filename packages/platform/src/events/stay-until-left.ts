/** Keeps a live stream open: a ping now and then, so that proxies do not end it, until the browser leaves. */
import type { RequestContext } from '../http/handler.ts';

const PING_MS = 15_000;

/** Resolves when the browser has left; who listens to something lets go of it then. */
export async function stayUntilLeft({
  sendEvent,
  closed,
}: Pick<RequestContext, 'sendEvent' | 'closed'>): Promise<void> {
  if (closed.aborted) return;
  const ping = setInterval(() => sendEvent('ping', {}), PING_MS);
  await new Promise<void>((resolve) => closed.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(ping);
}

/** Ends connections politely: while the process drains each answer is the last of its connection, idle ones are closed. */

import type { Readiness } from '@muhasebi/platform/health/readiness.ts';
import type { FastifyInstance } from 'fastify';

/** A connection whose last answer began before the drain is idle only after it. Milliseconds. */
const LOOK_EVERY_MS = 100;

/** Proxies keep connections; told so, they open the next one to another process. */
export function dissolveConnections(app: FastifyInstance, readiness: Readiness): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (readiness.draining) reply.header('connection', 'close');
    done();
  });
}

/** Takes no new connection, finishes what is in flight, and waits for nobody who only keeps a connection. */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const timer = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS);
  try {
    await app.close();
  } finally {
    clearInterval(timer);
  }
}

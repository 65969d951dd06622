/** Server-sent events: a route of kind "events" writes to the browser until it leaves. */
import type { FastifyReply } from 'fastify';

/** A stream lives no longer than an access token, so that a sign-out or a changed scope ends it too. Milliseconds. */
const LIFE_MS = 10 * 60_000;

export interface EventStream {
  /** The first event opens the stream; until then the handler may still refuse with a problem. */
  readonly send: (name: string, data: unknown) => void;
  /** Aborts when the browser leaves, the server drains, or the stream has lived long enough. */
  readonly closed: AbortSignal;
  /** True once something was sent: the reply is no longer Fastify's. */
  readonly isOpen: () => boolean;
}

/** Prepares the stream of a request; the browser reconnects by itself where it ends. */
export function eventStream(reply: FastifyReply, shutdown: AbortSignal): EventStream {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const closed = AbortSignal.any([gone.signal, shutdown, AbortSignal.timeout(LIFE_MS)]);
  let open = false;
  const openOnce = () => {
    if (open) return;
    open = true;
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    closed.addEventListener('abort', () => reply.raw.end(), { once: true });
  };
  return {
    send(name, data) {
      if (closed.aborted) return;
      openOnce();
      reply.raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    closed,
    isOpen: () => open,
  };
}

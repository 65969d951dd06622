/** Server-sent events: a route of kind "events" writes to the browser until it leaves. */
import type { FastifyReply } from 'fastify';

/** A stream lives no longer than an access token. Milliseconds. */
const LIFE_MS = 10 * 60_000;
/** How long after a sign-out or a changed scope a stream may still run. Milliseconds. */
const RECHECK_MS = 5_000;

export interface StreamLimits {
  readonly shutdown: AbortSignal;
  /** Whether the person may do what they might when the stream opened; a refusal is a no. */
  readonly stillTheSame: () => Promise<boolean>;
}

export interface EventStream {
  /** The first event opens the stream; until then the handler may still refuse with a problem. */
  readonly send: (name: string, data: unknown) => void;
  /** Aborts when the browser leaves, the server drains, or the stream has lived long enough. */
  readonly closed: AbortSignal;
  /** True once something was sent: the reply is no longer Fastify's. */
  readonly isOpen: () => boolean;
}

/** Prepares the stream of a request; the browser reconnects by itself where it ends. */
export function eventStream(reply: FastifyReply, limits: StreamLimits): EventStream {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const closed = AbortSignal.any([gone.signal, limits.shutdown, AbortSignal.timeout(LIFE_MS)]);
  const recheck = setInterval(() => {
    // The browser reconnects and hears the refusal, if it is one, in full.
    limits.stillTheSame().then(
      (same) => !same && gone.abort(),
      () => gone.abort(),
    );
  }, RECHECK_MS);
  closed.addEventListener('abort', () => clearInterval(recheck), { once: true });
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
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      // The connection ends with the stream; kept open, it would hold up a stop of the server.
      connection: 'close',
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

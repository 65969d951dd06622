/** Server-sent events: a route of kind "events" writes to the browser until it leaves. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface EventStream {
  readonly send: (name: string, data: unknown) => void;
  /** Aborts when the browser closes the connection or the server drains. */
  readonly closed: AbortSignal;
  readonly end: () => void;
}

/** Takes the reply over from Fastify and opens the stream; the first comment makes proxies flush the head. */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  shutdown: AbortSignal,
): EventStream {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  raw.write(': open\n\n');
  const gone = new AbortController();
  request.raw.on('close', () => gone.abort());
  const closed = AbortSignal.any([gone.signal, shutdown]);
  closed.addEventListener('abort', () => raw.end());
  return {
    send(name, data) {
      if (!closed.aborted) raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    closed,
    end: () => raw.end(),
  };
}

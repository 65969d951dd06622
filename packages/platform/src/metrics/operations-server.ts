/** A small server beside the process's work, for probes and scrapes alone: on a port of its own, loopback unless told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../log/logger.ts';
import type { ProcessMetrics } from './process-metrics.ts';

/** Milliseconds. */
const REQUEST_LIMIT_MS = 10_000;

export interface OperationsAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface OperationsServerOptions {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  /** What is served, by its path. */
  readonly paths: Readonly<Record<string, () => OperationsAnswer | Promise<OperationsAnswer>>>;
}

export interface OperationsServer {
  /** Null where it could not listen. */
  readonly port: number | null;
  close(): Promise<void>;
}

/** Where the port is taken, the log says so and the process goes on with its work, unobserved. */
export async function startOperationsServer(options: OperationsServerOptions): Promise<OperationsServer> {
  const { host, port, log } = options;
  const server = createServer({ requestTimeout: REQUEST_LIMIT_MS }, (request, response) => {
    void answer(request, response, options);
  });
  const listening = Promise.withResolvers<boolean>();
  server.once('listening', () => listening.resolve(true));
  server.on('error', (error) => {
    log.error({ err: error, host, port }, 'metrics and probes cannot be served');
    listening.resolve(false);
  });
  server.listen({ host, port });
  if (!(await listening.promise)) return { port: null, close: async () => {} };
  const bound = (server.address() as AddressInfo).port;
  log.info({ host, port: bound }, 'metrics are served');
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { paths, log }: OperationsServerOptions,
): Promise<void> {
  const path = request.url?.split('?')[0] ?? '';
  const serve = Object.hasOwn(paths, path) ? paths[path] : undefined;
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, plain(405));
    send(response, serve === undefined ? plain(404) : await serve());
  } catch (error) {
    log.error({ err: error, path }, 'an answer to a probe or scrape failed');
    send(response, plain(500));
  }
}

const plain = (status: number): OperationsAnswer => ({ status, type: 'text/plain', body: `${status}\n` });

function send(response: ServerResponse, { status, type, body }: OperationsAnswer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** The answer to a scrape. */
export async function metricsAnswer(metrics: ProcessMetrics): Promise<OperationsAnswer> {
  return { status: 200, type: metrics.registry.contentType, body: await metrics.scrape() };
}

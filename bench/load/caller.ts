/** Sends one request over kept connections and tells how it ended and how long it took. */
import http from 'node:http';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  /** 0 where nobody answered in time, or the connection broke. */
  readonly status: number;
  readonly ms: number;
  /** Put together where it is asked for: what only its status is wanted of costs the caller no letters, and none of its pauses. */
  readonly text: string;
}

export type Call = (request: Request) => Promise<Answer>;

const LIMIT_MS = 30_000;

/** A caller of one server; never rejects. */
export function createCaller(url: string, connections: number): { call: Call; close(): void } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const call: Call = ({ method, path, headers, body }) =>
    new Promise((resolve) => {
      const started = performance.now();
      const end = (status: number, chunks: readonly Buffer[]) =>
        resolve({
          status,
          ms: performance.now() - started,
          get text() {
            return Buffer.concat(chunks).toString();
          },
        });
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const options = { agent, hostname, port, method, path, headers: { ...headers, ...length } };
      const request = http.request({ ...options, timeout: LIMIT_MS }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => end(response.statusCode ?? 0, chunks));
        response.once('error', () => end(0, []));
      });
      request.once('timeout', () => request.destroy());
      request.once('error', () => end(0, []));
      request.end(body);
    });
  return { call, close: () => agent.destroy() };
}

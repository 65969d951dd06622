/** Sends one request over kept connections and tells how it ended and how long it took. */
import { Pool } from 'undici';

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
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: LIMIT_MS, bodyTimeout: LIMIT_MS });
  const call: Call = ({ method, path, headers, body = null }) =>
    new Promise((resolve) => {
      const started = performance.now();
      const chunks: Buffer[] = [];
      let status = 0;
      const end = (ended: number) =>
        resolve({
          status: ended,
          ms: performance.now() - started,
          get text() {
            return Buffer.concat(chunks).toString();
          },
        });
      pool.dispatch(
        { method, path, headers, body },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, given) => {
            status = given;
          },
          onResponseData: (_controller, chunk) => void chunks.push(chunk),
          onResponseEnd: () => end(status),
          onResponseError: () => end(0),
        },
      );
    });
  return { call, close: () => void pool.destroy() };
}

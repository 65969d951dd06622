/** A request to an address that a tenant chose: checked where it connects, bounded in time and size, never redirected. */
import { lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isReachable, type Reach } from './reachable-address.ts';

export interface GuardedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For the whole exchange. Milliseconds. */
  readonly timeoutMs: number;
  /** Of the answer's body. Bytes. */
  readonly mostBytes: number;
  /** What becomes of an answer that is longer: cut there, or refused as 'too-large'. */
  readonly longer: 'cut' | 'refuse';
  readonly reach: Reach;
  readonly signal?: AbortSignal | undefined;
}

export interface GuardedAnswer {
  readonly status: number;
  /** Lower-case names; of a repeated header the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** address-refused: it leads inside; tls: the certificate does not hold; stopped: the caller's signal. */
export type RequestFaultKind =
  | 'address-refused'
  | 'unknown-host'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'stopped';

/** Why no whole answer came. */
export class RequestFault extends Error {
  readonly kind: RequestFaultKind;
  constructor(kind: RequestFaultKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RequestFault';
    this.kind = kind;
  }
}

/**
 * Names are resolved once, and what they resolve to is checked before it is connected to: a name that changes its mind
 * between a check and the connection gains nothing. A redirect is an answer like any other. Throws RequestFault.
 */
export async function guardedRequest(request: GuardedRequest): Promise<GuardedAnswer> {
  const url = new URL(request.url);
  const isPlain = url.protocol === 'http:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !isReachable(host, request.reach, isPlain)) throw refusedAddress(host);
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
  try {
    return await exchange(request, url, guardedLookup(request.reach, isPlain), signal);
  } catch (error) {
    throw faultOf(error, url.host, { timedOut: timeout.aborted, stopped: request.signal?.aborted === true });
  }
}

/** Resolves as ever, and leaves out what may not be connected to. */
export function guardedLookup(reach: Reach, isPlain: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const allowed = addresses.filter(({ address }) => isReachable(address, reach, isPlain));
      const [first] = allowed;
      if (first === undefined) return callback(refusedAddress(hostname), '');
      if (options.all === true) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}

export function refusedAddress(host: string): RequestFault {
  return new RequestFault('address-refused', `${host} is no address that may be connected to`);
}

function exchange(
  request: GuardedRequest,
  url: URL,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  return new Promise((done, failed) => {
    const { method, headers, body } = request;
    const client = url.protocol === 'http:' ? http : https;
    // A connection of its own: one kept from before was checked for another request.
    const sent = client.request(url, { method, headers, lookup, signal, agent: false });
    sent.once('error', failed);
    sent.once('response', (response) => {
      readBody(response, request).then(
        (bytes) =>
          done({ status: response.statusCode ?? 0, headers: firstValues(response.headers), body: bytes }),
        failed,
      );
    });
    sent.end(body);
  });
}

async function readBody(
  response: http.IncomingMessage,
  { mostBytes, longer }: GuardedRequest,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > mostBytes && longer === 'refuse')
      throw new RequestFault('too-large', `the answer is longer than ${mostBytes} bytes`);
    chunks.push(bytes);
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes);
}

function firstValues(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name, first]];
    }),
  );
}

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

function faultOf(
  error: unknown,
  host: string,
  { timedOut, stopped }: { readonly timedOut: boolean; readonly stopped: boolean },
): RequestFault {
  if (error instanceof RequestFault) return error;
  if (stopped) return new RequestFault('stopped', `the request to ${host} was stopped`, error);
  if (timedOut) return new RequestFault('timeout', `${host} did not answer in time`, error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error ? error.message : String(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new RequestFault('unknown-host', said, error);
  if (TLS_CODE.test(code)) return new RequestFault('tls', said, error);
  return new RequestFault('unreachable', said, error);
}

/** One call to an integrator: the key in its header, every answer that is none made a fault that says what to do. */
import { type GuardedAnswer, guardedRequest, RequestFault } from '../outbound-http/guarded-request.ts';
import type { Reach } from '../outbound-http/reachable-address.ts';
import { EInvoiceFault, type EInvoiceFaultKind, type ProviderAccess } from './provider.ts';

/** Milliseconds. */
const TIMEOUT_MS = 30_000;
/** A document as UBL, its own pictures included. Bytes. */
const MOST_BYTES = 20 * 1024 * 1024;
/** Where a 429 names no time. Milliseconds. */
const LIMITED_MS = 60_000;
const MOST_LIMITED_MS = 24 * 3_600_000;

const HEADER_TEXT = /^[\x21-\x7e]+$/;

export interface Call {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export type AskIntegrator = (call: Call, signal: AbortSignal) => Promise<Buffer>;

/** Answers the body of a 2xx. Throws EInvoiceFault. */
export function createAsk(access: ProviderAccess, reach: Reach): AskIntegrator {
  return async ({ method, path, headers, body }, signal) => {
    if (!HEADER_TEXT.test(access.apiKey))
      throw new EInvoiceFault('refused', 'the key holds characters that no header takes');
    const answer = await guardedRequest({
      url: `${access.baseUrl}${path}`,
      method,
      headers: {
        accept: 'application/json, application/xml',
        authorization: `Bearer ${access.apiKey}`,
        ...headers,
        ...(body === undefined ? {} : { 'content-length': String(body.length) }),
      },
      ...(body === undefined ? {} : { body }),
      timeoutMs: TIMEOUT_MS,
      mostBytes: MOST_BYTES,
      longer: 'refuse',
      reach,
      signal,
    }).catch((error: unknown) => {
      throw error instanceof RequestFault ? new EInvoiceFault(KINDS[error.kind], error.message) : error;
    });
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw faultOfStatus(answer, `${method} ${path.replace(/\?.*$/, '')}`);
  };
}

const KINDS: Readonly<Record<RequestFault['kind'], EInvoiceFaultKind>> = {
  'address-refused': 'address',
  'unknown-host': 'unreachable',
  unreachable: 'unreachable',
  tls: 'identity',
  timeout: 'unreachable',
  'too-large': 'too-large',
  stopped: 'stopped',
};

function faultOfStatus({ status, headers, body }: GuardedAnswer, asked: string): EInvoiceFault {
  const said = `${asked}: HTTP ${status}`;
  if (status === 401 || status === 403) return new EInvoiceFault('refused', said);
  if (status === 429) return new EInvoiceFault('limited', said, retryAfterMs(headers['retry-after']));
  if (status >= 500) return new EInvoiceFault('unreachable', said);
  if (status >= 400) return new EInvoiceFault('rejected', `${said} ${excerptOf(body)}`.trim());
  return new EInvoiceFault('bad-answer', said);
}

/** Seconds or an HTTP date, as RFC 9110 has it. */
function retryAfterMs(header: string | undefined): number {
  const seconds = Number(header);
  const wanted = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header ?? '') - Date.now();
  if (!Number.isFinite(wanted) || header === undefined || header.trim() === '') return LIMITED_MS;
  return Math.min(Math.max(0, wanted), MOST_LIMITED_MS);
}

function excerptOf(body: Buffer): string {
  return body.toString('utf8').replaceAll(/\s+/g, ' ').slice(0, 300).toWellFormed();
}

/** The JSON of an answer as a schema wants it. Throws EInvoiceFault 'bad-answer', which says where it differs. */
export function readJson<T>(
  bytes: Buffer,
  schema: {
    safeParse(value: unknown): {
      success: boolean;
      data?: T;
      error?: { issues: readonly { path: PropertyKey[] }[] };
    };
  },
  asked: string,
): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new EInvoiceFault('bad-answer', `${asked}: no JSON came, but "${excerptOf(bytes).slice(0, 60)}"`);
  }
  const read = schema.safeParse(value);
  if (read.data === undefined) {
    const place = read.error?.issues[0]?.path.map(String).join('.') ?? '';
    throw new EInvoiceFault('bad-answer', `${asked}: the answer is not as described at "${place}"`);
  }
  return read.data;
}

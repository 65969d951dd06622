/** The trace that a request belongs to (W3C Trace Context): the caller's where it is well-formed, else a new one. */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** version-traceid-parentid-flags; a later version may add fields behind them. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-|$)/;

/** 32 lower-case hex digits. */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  const given = headers.traceparent;
  const known = typeof given === 'string' ? TRACEPARENT.exec(given)?.[1] : undefined;
  return known ?? randomUUID().replaceAll('-', '');
}

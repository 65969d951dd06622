/** A line of our logs: read from JSON, and what the four searches of the runbook look for in it. */
import { z } from 'zod';

const lineSchema = z.looseObject({
  time: z.iso.datetime(),
  level: z.string(),
  service: z.string().optional(),
  msg: z.string().optional(),
  code: z.string().optional(),
  cause: z.string().optional(),
  method: z.string().optional(),
  route: z.string().nullish(),
  status: z.number().optional(),
  err: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).optional(),
});

export type LogLine = z.infer<typeof lineSchema>;

/** Null where the text is no line of ours: a stack of a crash, a log of another program, the pretty form. */
export function readLogLine(text: string): LogLine | null {
  if (!text.startsWith('{')) return null;
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Cut off by a rotation or a kill.
    return null;
  }
}

export type Search = (line: LogLine) => boolean;

/** Whatever was logged as an error, and answers of 5xx. */
export const isError: Search = ({ level, status }) =>
  level === 'error' || level === 'fatal' || (status !== undefined && status >= 500);

const DATABASE_MESSAGES = /^(database connection failed|the database does not answer)/;
/** Lost connections, an operator's stop, no more connections, a full disk; of the driver and of PostgreSQL (appendix A). */
const DATABASE_CODES = /^(08|53|57)...$|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const DATABASE_TEXTS =
  /Connection terminated|timeout exceeded when trying to connect|the database system is|connect ECONNREFUSED \S+:\d+/;

/** The database could not be reached, or ended the connection. */
export const isDatabaseTrouble: Search = ({ msg, code, err }) =>
  code === 'UNAVAILABLE' ||
  DATABASE_MESSAGES.test(msg ?? '') ||
  DATABASE_CODES.test(err?.code ?? '') ||
  DATABASE_TEXTS.test(err?.message ?? '');

const AUTH_CODES = new Set([
  'LOGIN_FAILED',
  'ACCOUNT_LOCKED',
  'SECOND_FACTOR_WRONG',
  'PASSWORD_WRONG',
  'UNAUTHENTICATED',
  'SESSION_REVOKED',
  'REFRESH_REUSED',
  'RESET_TOKEN_INVALID',
  'CSRF_REFUSED',
]);

/** Somebody was not let in: a wrong password or code, a lock, a token that is expired, forged or used twice. */
export const isAuthFailure: Search = ({ code, route, status }) =>
  AUTH_CODES.has(code ?? '') ||
  status === 401 ||
  (code === 'RATE_LIMITED' && (route ?? '').startsWith('/api/v1/auth/'));

/** A request that was answered. */
export const isRequest: Search = ({ msg, status }) => msg === 'request' && status !== undefined;

/** The log: JSON lines, readable on a terminal; secrets, tokens and personal numbers never reach it. */
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

import { lineWithoutPersonalData } from './personal-data.ts';

export type { Logger };

export interface LogOptions {
  readonly service: string;
  readonly level: string;
  /** `auto`: readable on a terminal, JSON elsewhere. */
  readonly format: 'json' | 'pretty' | 'auto';
}

/** Keys whose values are never written, wherever they stand up to two levels deep. */
const SECRET_KEYS = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'set-cookie',
  'secret',
  'totpSecret',
  'taxId',
  'tckn',
  'vkn',
  'iban',
  'phone',
  'email',
];

/** What PostgreSQL tells of a refused row besides code, table and constraint: its values, password hashes included. */
const VALUES_OF_A_ROW = ['detail', 'where', 'hint', 'internalQuery', 'parameters', 'query'];

function withoutValues(error: Error): unknown {
  const told: unknown = stdSerializers.err(error);
  if (typeof told !== 'object' || told === null) return told;
  return Object.fromEntries(Object.entries(told).filter(([key]) => !VALUES_OF_A_ROW.includes(key)));
}

/** Creates the log of one process; `destination` is for tests. */
export function createLogger(options: LogOptions, destination?: DestinationStream): Logger {
  const anywhere = SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]);
  // Elsewhere `code` names a refusal, or what the database said, and is what an operator looks for.
  const paths = [...anywhere, 'body.code', '*.body.code'];
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[gizli]' },
    serializers: { err: withoutValues },
    // Texts of others (a mail server's refusal, a message of the driver) hold what no key announces.
    hooks: { streamWrite: lineWithoutPersonalData },
  };
  if (destination !== undefined) return pino(settings, destination);
  if (options.format === 'pretty' || (options.format === 'auto' && process.stdout.isTTY)) {
    return pino({
      ...settings,
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', singleLine: true } },
    });
  }
  return pino(settings);
}

/** Logs queries that take long: their texts without values, so that an operator can find them. */
import type pg from 'pg';
import { maskedSql } from '../db/masked-sql.ts';
import { timeCalls } from '../metrics/time-calls.ts';
import type { Logger } from './logger.ts';

const LONGEST_TEXT = 1_000;

/** Watches pools from now on, each by its name; `limitMs` 0 logs none. To be called before a pool is first used. */
export function logSlowQueries(
  pools: Readonly<Record<string, pg.Pool>>,
  limitMs: number,
  log: Pick<Logger, 'warn'>,
): void {
  if (limitMs === 0) return;
  for (const [name, pool] of Object.entries(pools)) {
    pool.on('connect', (client) =>
      timeCalls(client, 'query', (outcome, seconds, [query]) => {
        const durationMs = Math.round(seconds * 1000);
        if (durationMs < limitMs) return;
        log.warn({ pool: name, durationMs, outcome, statement: textOf(query) }, 'slow query');
      }),
    );
  }
}

/** As text, as a configuration with a text, or as a query object of the driver. */
function textOf(query: unknown): string {
  const text = typeof query === 'object' && query !== null && 'text' in query ? query.text : query;
  return typeof text === 'string' ? maskedSql(text, LONGEST_TEXT) : '';
}

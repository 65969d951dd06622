/** Jobs: how a feature declares one, and how a transaction enqueues it together with what it is about. */
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { Logger } from '../log/logger.ts';

export interface JobContext {
  readonly jobId: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly log: Logger;
  /** Aborted when the worker drains; long work ends at its next safe point. */
  readonly signal: AbortSignal | undefined;
}

/** A job of a feature. `run` is idempotent: it may be killed at any line and is run again. */
export interface JobDefinition<Payload = unknown> {
  /** "feature.verb-noun". */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly maxAttempts: number;
  readonly run: (payload: Payload, context: JobContext) => Promise<void>;
}

/** A job whose time comes by the clock. `pattern` is a crontab line; a missed run is caught up once within `backfill`. */
export interface JobSchedule {
  readonly name: string;
  readonly pattern: string;
  readonly backfill: string;
}

/** Keeps the payload type of a definition while letting definitions of different payloads stand in one list. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition {
  return {
    ...definition,
    run: (payload, context) => definition.run(definition.payload.parse(payload), context),
  };
}

/** Where a payload names the request that enqueued the job, for the log; schemas of payloads pass it over. */
export const REQUEST_OF_JOB = '_requestId';

export interface EnqueueOptions {
  /** At most one waiting job with this key; a second call replaces its payload. */
  readonly jobKey?: string;
  /** Jobs of one queue run one after another. */
  readonly queueName?: string;
  readonly maxAttempts?: number;
  readonly priority?: number;
  /** Nobody waits for it: it came by the clock. One place of each worker is never given to such jobs. */
  readonly unhurried?: boolean;
  /** Not before this; at once unless told. */
  readonly runAt?: Date;
  /** A waiting job of the key keeps the time it has; else it takes this one's. */
  readonly keepRunAt?: boolean;
}

/** The mark by which the queue knows those. */
export const UNHURRIED = 'unhurried';

/** Enqueues within the caller's transaction: the job exists exactly if what it is about was saved. */
export async function enqueue<Schema>(
  trx: Kysely<Schema>,
  name: string,
  payload: unknown,
  options: EnqueueOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload := (${JSON.stringify(payload)}::jsonb || case
      when coalesce(current_setting('app.request_id', true), '') = '' then '{}'::jsonb
      else jsonb_build_object(${REQUEST_OF_JOB}::text, current_setting('app.request_id', true)) end)::json,
    queue_name := ${options.queueName ?? null}, max_attempts := ${options.maxAttempts ?? 5},
    job_key := ${options.jobKey ?? null}, priority := ${options.priority ?? null},
    flags := ${options.unhurried === true ? [UNHURRIED] : null}::text[],
    run_at := ${options.runAt ?? null}::timestamptz,
    job_key_mode := ${options.keepRunAt === true ? 'preserve_run_at' : 'replace'})`.execute(trx);
}

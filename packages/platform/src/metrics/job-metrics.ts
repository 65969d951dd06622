/** Jobs by kind: how many were started, how they ended, and how long they took. */
import { Counter, Histogram } from 'prom-client';
import type { ProcessMetrics } from './process-metrics.ts';

/** Seconds: from a note to the unpacking of a large archive. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

const OUTCOMES = ['done', 'retry', 'gave-up'] as const;

/** done; retry: failed and will be tried again; gave-up: failed for the last time. */
export type JobOutcome = (typeof OUTCOMES)[number];

export interface JobMetrics {
  started(job: string): void;
  ended(job: string, outcome: JobOutcome, seconds: number): void;
}

/** Every kind of `jobs` is there from the start with zero, so that its first failure already shows as a change. */
export function createJobMetrics({ registry }: ProcessMetrics, jobs: readonly string[]): JobMetrics {
  const starts = new Counter({
    name: 'muhasebi_jobs_started_total',
    help: 'Attempts of jobs that were begun, by kind.',
    labelNames: ['job'],
    registers: [registry],
  });
  const ends = new Counter({
    name: 'muhasebi_jobs_ended_total',
    help: 'Attempts of jobs that ended, by kind and outcome: done, retry or gave-up.',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'muhasebi_job_duration_seconds',
    help: 'Time of an attempt of a job, by kind.',
    labelNames: ['job'],
    buckets: BUCKETS,
    registers: [registry],
  });
  for (const job of jobs) {
    starts.inc({ job }, 0);
    for (const outcome of OUTCOMES) ends.inc({ job, outcome }, 0);
  }
  return {
    started: (job) => starts.inc({ job }),
    ended(job, outcome, seconds) {
      ends.inc({ job, outcome });
      durations.observe({ job }, seconds);
    },
  };
}

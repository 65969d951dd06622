/** The queue as numbers: what waits, what runs, what lies about, and who works. */
import type pg from 'pg';
import { type QueueHealth, readQueueHealth } from '../queue/queue-health.ts';
import type { GaugeSource } from './gauge-source.ts';

const GAUGES: Readonly<Record<string, { help: string; value: (queue: QueueHealth) => number | null }>> = {
  muhasebi_queue_waiting: {
    help: 'Jobs that wait, for a worker or for their time.',
    value: (q) => q.waiting,
  },
  muhasebi_queue_running: { help: 'Jobs that a worker holds.', value: (q) => q.running },
  muhasebi_queue_gave_up: { help: 'Jobs whose every attempt failed.', value: (q) => q.gaveUp },
  muhasebi_queue_abandoned: { help: 'Jobs held by workers that are gone.', value: (q) => q.abandoned },
  muhasebi_queue_live_workers: {
    help: 'Workers that hold their lease and were heard of a moment ago.',
    value: (q) => q.liveWorkers,
  },
  muhasebi_queue_hung_workers: {
    help: 'Workers that hold their lease and are silent: hung or stopped.',
    value: (q) => q.hungWorkers,
  },
  muhasebi_queue_oldest_due_seconds: {
    help: 'How long the job that is due longest has waited; 0 where none is due.',
    value: (q) => q.oldestDueSeconds ?? 0,
  },
  muhasebi_queue_schedule_seconds: {
    help: 'Time since the schedule last started anything.',
    value: (q) => q.scheduleSeconds,
  },
};

/** Of the whole queue: every worker of an installation gives the same numbers. */
export function queueGauges(pool: pg.Pool): GaugeSource {
  return {
    name: 'queue',
    keepSeconds: 5,
    gauges: GAUGES,
    async read() {
      const queue = await readQueueHealth(pool);
      return Object.entries(GAUGES).flatMap(([gauge, { value }]) => {
        const read = value(queue);
        return read === null ? [] : [{ gauge, value: read }];
      });
    },
  };
}

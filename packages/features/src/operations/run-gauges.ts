/** What the metrics tell of backups, drills and checks: when each last went well, and whether the newest failed. */
import type { GaugeReading, GaugeSource } from '@muhasebi/platform/metrics/gauge-source.ts';
import type { Database } from '../feature.ts';
import { lastRuns } from './operations.queries.ts';

const AGE = 'muhasebi_operation_age_seconds';
const FAILED = 'muhasebi_operation_failed';
const SIZE = 'muhasebi_backup_size_bytes';

/** A kind that never ran has no series: an installation without backups is not said to have old ones. */
export function runGauges(db: Database, now: () => Date): GaugeSource {
  return {
    name: 'operations',
    keepSeconds: 30,
    gauges: {
      [AGE]: {
        help: 'Seconds since the last good run, by kind: backup, backup-verification, restore-drill, ledger-check.',
        labels: ['kind'],
      },
      [FAILED]: { help: '1 where the newest run of a kind failed.', labels: ['kind'] },
      [SIZE]: { help: 'Size of the newest good backup, its documents included.', labels: [] },
    },
    async read() {
      const readings: GaugeReading[] = [];
      for (const { kind, outcome, lastGoodAt, lastGoodBytes } of await lastRuns(db)) {
        const labels = { kind };
        readings.push({ gauge: FAILED, labels, value: outcome === 'ok' ? 0 : 1 });
        if (lastGoodAt !== null)
          readings.push({
            gauge: AGE,
            labels,
            value: Math.max(0, (now().getTime() - lastGoodAt.getTime()) / 1000),
          });
        if (kind === 'backup' && lastGoodBytes !== null)
          readings.push({ gauge: SIZE, labels: {}, value: Number(lastGoodBytes) });
      }
      return readings;
    },
  };
}

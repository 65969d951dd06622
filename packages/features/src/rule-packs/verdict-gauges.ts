/** What the metrics tell of official verdicts: how many documents of all offices passed, failed, or were not judged. */
import type { GaugeSource } from '@muhasebi/platform/metrics/gauge-source.ts';
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database } from '../feature.ts';
import { countVerdicts } from './verdicts.queries.ts';

const BY_VERDICT = 'muhasebi_document_verdicts';

/** Each office is counted under its own row-level security; only sums leave. */
export function verdictGauges(db: Database): GaugeSource {
  return {
    name: 'verdicts',
    keepSeconds: 300,
    gauges: {
      [BY_VERDICT]: {
        help: 'Documents of all offices by what GİB’s official rules said of them.',
        labels: ['verdict'],
      },
    },
    async read() {
      const sums = new Map<string, number>([
        ['pass', 0],
        ['fail', 0],
        ['skipped', 0],
      ]);
      for (const { verdict, documents } of (await askEveryOffice(db, countVerdicts)).flat())
        sums.set(verdict, (sums.get(verdict) ?? 0) + documents);
      return [...sums].map(([verdict, value]) => ({ gauge: BY_VERDICT, labels: { verdict }, value }));
    },
  };
}

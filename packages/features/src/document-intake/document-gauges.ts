/** What the metrics tell of documents: how many stand in each state over all offices, and what waits longest. */
import type { GaugeSource } from '@muhasebi/platform/metrics/gauge-source.ts';
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database } from '../feature.ts';
import { documentState } from './contract.ts';
import { countDocumentStates } from './document-gauges.queries.ts';

const BY_STATE = 'muhasebi_documents';
const OLDEST_UNREAD = 'muhasebi_documents_oldest_unread_seconds';

/** Each office is counted under its own row-level security; only sums leave. */
export function documentGauges(db: Database): GaugeSource {
  return {
    name: 'documents',
    keepSeconds: 60,
    gauges: {
      [BY_STATE]: { help: 'Documents of all offices by state.', labels: ['state'] },
      [OLDEST_UNREAD]: {
        help: 'How long the oldest document that is not read yet has waited; 0 where none.',
      },
    },
    async read() {
      const offices = await askEveryOffice(db, countDocumentStates);
      const sums = new Map<string, number>(documentState.options.map((state) => [state, 0]));
      for (const { byState } of offices)
        for (const { state, documents } of byState) sums.set(state, (sums.get(state) ?? 0) + documents);
      const oldest = Math.max(0, ...offices.map(({ oldestUnreadSeconds }) => oldestUnreadSeconds));
      return [
        ...[...sums].map(([state, value]) => ({ gauge: BY_STATE, labels: { state }, value })),
        { gauge: OLDEST_UNREAD, value: oldest },
      ];
    },
  };
}

/** What identity adds to the operations page: open sessions. */
import type { FeatureDeps } from '../feature.ts';
import type { OperationsPart } from '../operations-part.ts';
import { countSessions } from './session-gauges.queries.ts';

export function identityParts({ db }: Pick<FeatureDeps, 'db'>): OperationsPart[] {
  return [
    {
      name: 'sessions',
      title: { tr: 'Oturumlar', en: 'Sessions' },
      keepSeconds: 10,
      async look() {
        const { open, active } = await countSessions(db);
        return {
          state: 'ok',
          detail: {
            tr: `${open} açık, ${active} son 15 dakikada kullanıldı`,
            en: `${open} open, ${active} used within 15 minutes`,
          },
        };
      },
    },
  ];
}

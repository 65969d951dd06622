/** What webhooks add to the operations page: how many are on, fail, and were turned off by us. */
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database } from '../feature.ts';
import type { OperationsPart } from '../operations-part.ts';
import { countHealth } from './endpoints.queries.ts';

export function webhookParts(db: Database): OperationsPart[] {
  return [
    {
      name: 'webhooks',
      title: { tr: 'Webhook’lar', en: 'Webhooks' },
      keepSeconds: 60,
      async look() {
        const offices = await askEveryOffice(db, countHealth);
        const sum = (of: 'on' | 'failing' | 'off') => offices.reduce((total, each) => total + each[of], 0);
        const [on, failing, off] = [sum('on'), sum('failing'), sum('off')];
        return {
          state: failing > 0 || off > 0 ? 'warn' : 'ok',
          detail: {
            tr: `${on} açık, ${failing} ulaşılamıyor, ${off} uzun süre ulaşılamadığı için kapatıldı`,
            en: `${on} on, ${failing} of them failing, ${off} turned off after failing for long`,
          },
        };
      },
    },
  ];
}

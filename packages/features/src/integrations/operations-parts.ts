/** What integrations add to the operations page: runs that are late or hang, and integrations that were paused by failures. */
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database } from '../feature.ts';
import type { OperationsPart, PartReport } from '../operations-part.ts';
import { countStanding } from './integrations.queries.ts';

export function integrationParts(db: Database): OperationsPart[] {
  return [
    {
      name: 'integrations',
      title: { tr: 'Entegrasyon eşitlemeleri', en: 'Integration syncs' },
      keepSeconds: 15,
      look: () => lookAtIntegrations(db),
    },
  ];
}

/** Late: due or waiting for more than ten minutes; silent: worked on, and not heard of for as long. */
async function lookAtIntegrations(db: Database): Promise<PartReport> {
  const counts = await askEveryOffice(db, countStanding);
  const sum = (of: (count: (typeof counts)[number]) => number) =>
    counts.reduce((all, count) => all + of(count), 0);
  const active = sum((count) => count.active);
  const running = sum((count) => count.running);
  const late = sum((count) => count.late);
  const paused = sum((count) => count.pausedByFaults);
  const facts = {
    tr: `${active} etkin, ${running} sürüyor, hatayla duran ${paused}`,
    en: `${active} active, ${running} running, ${paused} paused by faults`,
  };
  if (late > 0)
    return {
      state: 'bad',
      detail: {
        tr: `${late} eşitleme 10 dakikadan uzun süredir bekliyor ya da ses vermiyor; ${facts.tr}`,
        en: `${late} syncs have waited or been silent for more than 10 minutes; ${facts.en}`,
      },
    };
  return { state: paused > 0 ? 'warn' : 'ok', detail: facts };
}

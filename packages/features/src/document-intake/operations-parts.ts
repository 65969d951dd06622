/** What document intake adds to the operations page: documents that wait to be read, and those that could not be. */
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database } from '../feature.ts';
import type { OperationsPart } from '../operations-part.ts';
import { countDocumentStates } from './document-gauges.queries.ts';

/** A document is read within seconds; one that waits longer has no worker. Seconds. */
const LATE_SECONDS = 300;

export function documentParts(db: Database): OperationsPart[] {
  return [
    {
      name: 'documents',
      title: { tr: 'Belgeler', en: 'Documents' },
      keepSeconds: 30,
      async look() {
        const offices = await askEveryOffice(db, countDocumentStates);
        const states = offices.flatMap(({ byState }) => byState);
        const count = (...wanted: string[]) =>
          states.reduce((sum, { state, documents }) => sum + (wanted.includes(state) ? documents : 0), 0);
        const unread = count('PENDING', 'PROCESSING');
        const oldest = Math.max(0, ...offices.map(({ oldestUnreadSeconds }) => oldestUnreadSeconds));
        const failed = count('FAILED');
        return {
          state: oldest > LATE_SECONDS ? 'bad' : 'ok',
          detail: {
            tr: `${unread} okunmayı bekliyor${unread > 0 ? ` (en eskisi ${oldest} s)` : ''}, ${failed} okunamadı`,
            en: `${unread} wait to be read${unread > 0 ? ` (the oldest ${oldest} s)` : ''}, ${failed} could not be`,
          },
        };
      },
    },
  ];
}

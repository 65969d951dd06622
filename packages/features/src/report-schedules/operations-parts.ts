/** What scheduled reports add to the operations page: schedules whose time passed without a run, and runs that failed. */
import { askEveryOffice } from '../every-office.queries.ts';
import type { OperationsPart, PartReport } from '../operations-part.ts';
import { countFailedSince } from './runs.queries.ts';
import { countLate } from './schedules.queries.ts';
import type { SchedulesContext } from './schedules-context.ts';

/** The job looks every minute; so many are let pass. */
const GRACE_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

const report = (state: PartReport['state'], tr: string, en: string): PartReport => ({
  state,
  detail: { tr, en },
});

export function scheduleParts(context: Pick<SchedulesContext, 'db' | 'clock'>): OperationsPart[] {
  return [
    {
      name: 'report-schedules',
      title: { tr: 'Zamanlanmış raporlar', en: 'Scheduled reports' },
      keepSeconds: 30,
      look: () => lookAtSchedules(context),
    },
  ];
}

async function lookAtSchedules({ db, clock }: Pick<SchedulesContext, 'db' | 'clock'>): Promise<PartReport> {
  const now = clock.now().getTime();
  const counts = await askEveryOffice(db, async (trx, tenantId) => ({
    late: await countLate(trx, tenantId, new Date(now - GRACE_MS)),
    failed: await countFailedSince(trx, tenantId, new Date(now - DAY_MS)),
  }));
  const late = counts.reduce((sum, each) => sum + each.late, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, 0);
  const [tr, en] = [`son gün ${failed} gönderim başarısız`, `${failed} runs failed in the last day`];
  if (late > 0)
    return report(
      'bad',
      `${late} zamanlanmış raporun zamanı geçti, gönderimi başlamadı; worker çalışıyor mu? ${tr}`,
      `${late} schedules are past their time and no run was made; is a worker running? ${en}`,
    );
  if (failed > 0) return report('warn', tr, en);
  return report('ok', 'hepsi zamanında', 'all of them in time');
}

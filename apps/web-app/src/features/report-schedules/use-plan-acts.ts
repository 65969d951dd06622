/** What can be done with a schedule: kept, sent to oneself now, paused, removed; pausing and removing are taken back from the notice. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import type { Draft } from './plan-draft.ts';
import type { Schedule } from './schedules-queries.ts';

export function usePlanActs(schedule: Schedule | undefined, onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const renew = () => void cache.invalidateQueries({ queryKey: ['report-schedules'] });
  const save = useMutation({
    mutationFn: (body: Draft) =>
      schedule === undefined
        ? api.call('POST /report-schedules', { body })
        : api.call('PUT /report-schedules/:scheduleId', {
            params: { scheduleId: schedule.id },
            body: { ...body, version: schedule.version },
          }),
    onSuccess: ({ name }) => {
      showDone(t('reportSchedules.form.saved', { name }));
      renew();
      onDone();
    },
  });
  const sendNow = useMutation({
    mutationFn: (scheduleId: string) =>
      api.call('POST /report-schedules/:scheduleId/send-now', { params: { scheduleId }, body: {} }),
    onSuccess: () => {
      showDone(t('reportSchedules.form.sentNow'));
      renew();
    },
    onError: showProblem,
  });
  const setState = (scheduleId: string, state: Schedule['state']) =>
    api.call('POST /report-schedules/:scheduleId/state', { params: { scheduleId }, body: { state } });
  const turn = useMutation({
    mutationFn: ({ id, to }: { id: string; to: Schedule['state'] }) => setState(id, to),
    onSuccess: ({ id, name }, { to }) => {
      renew();
      if (to === 'on') return showDone(t('reportSchedules.form.resumed', { name }));
      const before = schedule?.state ?? 'on';
      showUndoable(
        t(to === 'ended' ? 'reportSchedules.form.removed' : 'reportSchedules.form.paused', { name }),
        {
          label: t('reportSchedules.form.undo'),
          run: () => void setState(id, before).then(renew, showProblem),
        },
      );
      if (to === 'ended') onDone();
    },
    onError: showProblem,
  });
  return { save, sendNow, turn };
}

/** The office's settings, and a change of one of them that says so and can be taken back. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Answer, CallInput } from '../../api/contracts.ts';
import { asProblem } from '../../api/problem.ts';
import { api, useCan } from '../../api/session.ts';
import { showDone, showProblem, showRefused, showUndoable } from '../../ui/problem-note.tsx';

export type Settings = Answer<'GET /office/settings'>;
export type Change = Omit<CallInput<'PATCH /office/settings'>['body'], 'version'>;

const settingsQuery = queryOptions({
  queryKey: ['office-settings'],
  queryFn: ({ signal }) => api.call('GET /office/settings', { signal }),
});

export function useSettings() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const query = useQuery(settingsQuery);
  const mayWrite = useCan()('office:write');
  const take = (settings: Settings) => {
    cache.setQueryData(settingsQuery.queryKey, settings);
    // The name stands in the menu; whether a second factor is missing decides what is open.
    void cache.invalidateQueries({ queryKey: ['me'] });
    void cache.invalidateQueries({ queryKey: ['letterhead'] });
  };
  const change = useMutation({
    mutationFn: ({ change: body }: { change: Change; label: string; back: Change | null }) => {
      const version = cache.getQueryData(settingsQuery.queryKey)?.version ?? 0;
      return api.call('PATCH /office/settings', { body: { ...body, version } });
    },
    onSuccess: (settings, { label: field, back }) => {
      take(settings);
      if (back === null) showDone(t('admin.settings.undone', { field }));
      else
        showUndoable(t('admin.settings.saved', { field }), {
          label: t('admin.settings.undo'),
          run: () => change.mutate({ change: back, label: field, back: null }),
        });
    },
    onError: (error, { label }) => {
      if (asProblem(error).code === 'STALE_VERSION') showRefused(label, t('admin.settings.stale'));
      else showProblem(error);
      void cache.invalidateQueries({ queryKey: settingsQuery.queryKey });
    },
  });
  /** Saves one field; what stood there before is what "undo" puts back. */
  const save = <K extends keyof Change>(key: K, label: string, value: Change[K]) => {
    const before = query.data;
    if (before === undefined) return;
    const back = { [key]: (before as Change)[key] } as Change;
    change.mutate({ change: { [key]: value } as Change, label, back });
  };
  return { query, mayWrite, save, take };
}

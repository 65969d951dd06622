/** Turning a webhook off, and on again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import type { Webhook } from './machines-queries.ts';

/** Turns a webhook on or off; a notice offers to turn it back. */
export function useSwitch() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: ({ webhook, on }: { webhook: Webhook; on: boolean; isBack?: boolean }) =>
      api.call('PATCH /webhooks/:endpointId', {
        params: { endpointId: webhook.id },
        body: { version: webhook.version, on },
      }),
    onSuccess: (saved, { on, isBack }) => {
      void cache.invalidateQueries({ queryKey: ['machines', 'webhooks'] });
      const said = t(on ? 'machines.turnedOn' : 'machines.turnedOff');
      if (isBack === true) return showDone(said);
      showUndoable(said, {
        label: t('machines.undo'),
        run: () => change.mutate({ webhook: saved, on: !on, isBack: true }),
      });
    },
    onError: showProblem,
  });
  return change;
}

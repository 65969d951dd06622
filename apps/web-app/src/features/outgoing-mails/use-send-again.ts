/** Sends mails again and says how many; the list and the open mail look anew. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone } from '../../ui/problem-note.tsx';
import { OUTGOING_MAILS } from './mails-queries.ts';

export function useSendAgain() {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { ids: string[]; address?: string }) =>
      api.call('POST /outgoing-mails/send-again', { body }),
    onSuccess: ({ sentAgain, left }) => {
      const n = format.count(sentAgain.length);
      showDone(
        left.length === 0
          ? t('outgoingMails.againDone', { n })
          : t('outgoingMails.againLeft', { n, left: format.count(left.length) }),
      );
    },
    onSettled: () => cache.invalidateQueries({ queryKey: OUTGOING_MAILS }),
  });
}

/** Deletes a draft; for a while it can be brought back. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showProblem, showRefused, showUndoable } from '../../ui/problem-note.tsx';

/** Answers whether it was deleted; where it was not, a notice says why. */
export function useDiscard(clientId: string): (draftId: string) => Promise<boolean> {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  return useCallback(
    async (draftId) => {
      const refresh = () => {
        for (const queryKey of [['document'], ...booksOf(clientId)])
          void cache.invalidateQueries({ queryKey });
        // What a deleted reversal would have reversed; the draft itself is gone.
        void cache.invalidateQueries({
          queryKey: ['voucher'],
          predicate: ({ queryKey }) => queryKey[1] !== draftId,
        });
      };
      const undo = (changeId: string) =>
        api
          .call('POST /draft-changes/:changeId/undo', { params: { changeId } })
          .then(refresh)
          .catch(showProblem);
      try {
        const { version } = await api.call('GET /vouchers/:voucherId', { params: { voucherId: draftId } });
        const { changeId, results } = await api.call('POST /clients/:clientId/drafts/change', {
          params: { clientId },
          body: { drafts: [{ id: draftId, version }], change: { delete: true } },
        });
        const error = results[0]?.error;
        if (error != null)
          showRefused(format.pick(error.message, error.messageEn), format.pick(error.next, error.nextEn));
        if (changeId !== null)
          showUndoable(t('ledger.voucher.deleted'), {
            label: t('ledger.bulk.undo'),
            run: () => void undo(changeId),
          });
        refresh();
        return changeId !== null;
      } catch (error) {
        showProblem(error);
        refresh();
        return false;
      }
    },
    [clientId, cache, format, t],
  );
}

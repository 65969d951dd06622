/** Gives up a draft that was just written; for a while it can be brought back. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { showProblem, showUndoable } from '../../ui/problem-note.tsx';

export function useDiscard(clientId: string): (draftId: string) => Promise<void> {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useCallback(
    async (draftId) => {
      const refresh = () => {
        for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey });
      };
      const undo = (changeId: string) =>
        api
          .call('POST /draft-changes/:changeId/undo', { params: { changeId } })
          .then(refresh)
          .catch(showProblem);
      try {
        const { version } = await api.call('GET /vouchers/:voucherId', { params: { voucherId: draftId } });
        const { changeId } = await api.call('POST /clients/:clientId/drafts/change', {
          params: { clientId },
          body: { drafts: [{ id: draftId, version }], change: { delete: true } },
        });
        if (changeId !== null)
          showUndoable(t('ledger.voucher.deleted'), {
            label: t('ledger.bulk.undo'),
            run: () => void undo(changeId),
          });
      } catch (error) {
        showProblem(error);
      }
      refresh();
    },
    [clientId, cache, t],
  );
}

/** Approving, rejecting and taking back: shown at once, and back with the reason where the API refuses. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { asProblem } from '../../api/problem.ts';
import { booksOf, type DocumentItem, type Voucher } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem, useProblemText } from '../../ui/problem-note.tsx';
import { sitting } from './review-session.ts';

export type PostResult = Answer<'POST /vouchers/post'>['results'][number];

export interface Acts {
  readonly approve: (document: DocumentItem) => Promise<void>;
  readonly reject: (document: DocumentItem, reason: string) => Promise<void>;
  readonly undo: () => Promise<void>;
}

/** Marks every list of the client as old without reloading them under the reader. */
function useBooksChanged(clientId: string): () => void {
  const cache = useQueryClient();
  return useCallback(() => {
    for (const queryKey of booksOf(clientId)) void cache.invalidateQueries({ queryKey, refetchType: 'none' });
    void cache.invalidateQueries({ queryKey: ['client', clientId] });
  }, [cache, clientId]);
}

export function useActs(clientId: string, onUndone: (documentId: string) => void): Acts {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const changed = useBooksChanged(clientId);
  const problemText = useProblemText();

  const approve = useCallback(
    async (document: DocumentItem) => {
      const { voucherId } = document;
      if (voucherId === null) return;
      const known = cache.getQueryData<Voucher>(['voucher', voucherId]);
      const version = known?.version ?? document.voucherVersion;
      sitting.leave(clientId, [document.id]);
      try {
        const { results } = await api.call('POST /vouchers/post', {
          body: { vouchers: [version === null ? { id: voucherId } : { id: voucherId, version }] },
        });
        const result = results[0];
        if (result?.status !== 'posted') {
          const error = result?.error;
          sitting.comeBack(clientId, document.id, {
            tr: `${error?.message ?? ''} ${error?.next ?? ''}`,
            en: `${error?.messageEn ?? ''} ${error?.nextEn ?? ''}`,
          });
          await cache.invalidateQueries({ queryKey: ['voucher', voucherId] });
          return;
        }
        const date = known?.date ?? document.issueDate ?? '';
        sitting.did(clientId, { kind: 'posted', document, fisNo: result.fisNo, date });
        showDone(t('review.approved', { no: result.fisNo === null ? '' : format.count(result.fisNo) }));
        changed();
      } catch (error) {
        const { what, next } = problemText(asProblem(error));
        sitting.comeBack(clientId, document.id, { tr: `${what} ${next}`, en: `${what} ${next}` });
      }
    },
    [cache, changed, clientId, format, problemText, t],
  );

  const reject = useCallback(
    async (document: DocumentItem, reason: string) => {
      sitting.leave(clientId, [document.id]);
      try {
        await api.call('POST /documents/:documentId/reject', {
          params: { documentId: document.id },
          body: { reason },
        });
        sitting.did(clientId, { kind: 'rejected', document });
        showDone(t('documents.detail.rejected'));
        changed();
      } catch (error) {
        sitting.comeBack(clientId, document.id, null);
        showProblem(error);
      }
    },
    [changed, clientId, t],
  );

  const undo = useCallback(async () => {
    const act = sitting.takeLast(clientId);
    if (act === null) return showDone(t('review.undoNothing'));
    try {
      if (act.kind === 'rejected') {
        await api.call('POST /documents/:documentId/restore', { params: { documentId: act.document.id } });
        sitting.comeBack(clientId, act.document.id, null);
        onUndone(act.document.id);
        showDone(t('review.undoneReject'));
      } else if (act.document.voucherId !== null) {
        await api.call('POST /vouchers/:voucherId/reverse', {
          params: { voucherId: act.document.voucherId },
          body: { date: act.date },
        });
        showDone(t('review.undoneReverse', { no: act.fisNo ?? '' }));
      }
      changed();
      await cache.invalidateQueries({ queryKey: ['documents', clientId] });
    } catch (error) {
      sitting.did(clientId, act);
      showProblem(error);
    }
  }, [cache, changed, clientId, onUndone, t]);

  return useMemo(() => ({ approve, reject, undo }), [approve, reject, undo]);
}

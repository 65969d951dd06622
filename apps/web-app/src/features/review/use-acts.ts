/** Approving, rejecting and taking back: shown at once, and back with the reason where the API refuses. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.ts';
import { booksOf, type DocumentItem, type Voucher } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem, showRefused, useProblemText } from '../../ui/problem-note.tsx';
import { postVoucher, refusalOf } from './post-voucher.ts';
import { type Act, type Refusal, sitting } from './review-session.ts';

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

/** Puts a document back into the queue with the reason, said at once and again where it is opened. */
function useComeBack(clientId: string): (document: DocumentItem, refusal: Refusal) => void {
  const { t } = useTranslation();
  const { pick } = useFormat();
  return useCallback(
    (document, refusal) => {
      sitting.comeBack(clientId, document.id, refusal);
      const name = document.documentNo ?? document.fileName;
      showRefused(t('review.approveFailed', { name }), pick(refusal.tr, refusal.en));
    },
    [clientId, pick, t],
  );
}

function useApprove(clientId: string, changed: () => void): Acts['approve'] {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const comeBack = useComeBack(clientId);
  return useCallback(
    async (document) => {
      const { voucherId } = document;
      if (voucherId === null) return;
      const known = cache.getQueryData<Voucher>(['voucher', voucherId]);
      sitting.leave(clientId, [document.id]);
      try {
        const result = await postVoucher(voucherId, known?.version ?? document.voucherVersion);
        if (result?.status !== 'posted') {
          comeBack(document, refusalOf(result));
          await cache.invalidateQueries({ queryKey: ['voucher', voucherId] });
          return;
        }
        const no = result.fisNo === null ? '' : format.count(result.fisNo);
        if (result.postedBefore !== null) {
          // Not this person's act: there is nothing of theirs to take back.
          showDone(
            t('presence.approvedBy', { name: result.postedBefore.byName ?? t('presence.somebody'), no }),
          );
          changed();
          return;
        }
        const date = known?.date ?? document.issueDate ?? '';
        sitting.did(clientId, { kind: 'posted', document, fisNo: result.fisNo, date });
        showDone(t('review.approved', { no }));
        changed();
      } catch (error) {
        const { what, next } = problemText(asProblem(error));
        comeBack(document, { tr: `${what} ${next}`, en: `${what} ${next}` });
      }
    },
    [cache, changed, clientId, comeBack, format, problemText, t],
  );
}

function useReject(clientId: string, changed: () => void): Acts['reject'] {
  const { t } = useTranslation();
  return useCallback(
    async (document, reason) => {
      sitting.leave(clientId, [document.id]);
      try {
        const params = { documentId: document.id };
        await api.call('POST /documents/:documentId/reject', { params, body: { reason } });
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
}

/** Takes an act back on the server: a rejection is lifted, a posting is reversed on its own date. */
async function takeBack(act: Act): Promise<void> {
  if (act.kind === 'rejected') {
    await api.call('POST /documents/:documentId/restore', { params: { documentId: act.document.id } });
    return;
  }
  const { voucherId } = act.document;
  if (voucherId === null) return;
  await api.call('POST /vouchers/:voucherId/reverse', { params: { voucherId }, body: { date: act.date } });
}

function useUndo(
  clientId: string,
  changed: () => void,
  onUndone: (documentId: string) => void,
): Acts['undo'] {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useCallback(async () => {
    const act = sitting.takeLast(clientId);
    if (act === null) return showDone(t('review.undoNothing'));
    try {
      await takeBack(act);
    } catch (error) {
      sitting.did(clientId, act);
      return showProblem(error);
    }
    showDone(
      act.kind === 'rejected' ? t('review.undoneReject') : t('review.undoneReverse', { no: act.fisNo ?? '' }),
    );
    changed();
    // Asked first: the list as it was would show the document with the voucher that is no longer its own.
    await cache.invalidateQueries({ queryKey: ['documents', clientId] });
    sitting.comeBack(clientId, act.document.id, null);
    onUndone(act.document.id);
  }, [cache, changed, clientId, onUndone, t]);
}

export function useActs(clientId: string, onUndone: (documentId: string) => void): Acts {
  const changed = useBooksChanged(clientId);
  const approve = useApprove(clientId, changed);
  const reject = useReject(clientId, changed);
  const undo = useUndo(clientId, changed, onUndone);
  return useMemo(() => ({ approve, reject, undo }), [approve, reject, undo]);
}

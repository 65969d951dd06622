/** Puts a draft made by hand into the ledger; a refusal is kept with the voucher until it is tried again. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { booksOf, type Voucher } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import { postVoucher, refusalOf } from '../review/post-voucher.ts';
import type { Refusal } from '../review/review-session.ts';

let refusals: ReadonlyMap<string, Refusal> = new Map();
const listeners = new Set<() => void>();

function keepRefusal(voucherId: string, refusal: Refusal | null): void {
  const next = new Map(refusals);
  if (refusal === null) next.delete(voucherId);
  else next.set(voucherId, refusal);
  refusals = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface ApproveDraft {
  /** True where it was posted. */
  readonly approve: (voucher: Voucher) => Promise<boolean>;
  readonly approving: boolean;
  /** Why the ledger did not take the voucher, until it is tried again. */
  readonly refusal: (voucherId: string) => Refusal | null;
}

export function useApproveDraft(clientId: string): ApproveDraft {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const known = useSyncExternalStore(subscribe, () => refusals);
  const [approving, setApproving] = useState(false);
  const approve = useCallback(
    async (voucher: Voucher) => {
      setApproving(true);
      keepRefusal(voucher.id, null);
      try {
        const result = await postVoucher(voucher.id, voucher.version);
        if (result?.status !== 'posted') {
          keepRefusal(voucher.id, refusalOf(result));
          return false;
        }
        showDone(t('review.approved', { no: result.fisNo === null ? '' : format.count(result.fisNo) }));
        return true;
      } catch (error) {
        showProblem(error);
        return false;
      } finally {
        setApproving(false);
        // A reversal changes what it reverses, and the document of that.
        for (const queryKey of [['voucher'], ['document'], ...booksOf(clientId)])
          void cache.invalidateQueries({ queryKey });
      }
    },
    [cache, clientId, format, t],
  );
  return { approve, approving, refusal: (voucherId) => known.get(voucherId) ?? null };
}

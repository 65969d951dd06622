/** Repeats the last voucher: the one written last in this tab, else the latest of the client; on the date that is written now. */
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../../api/problem.ts';
import type { Voucher } from '../../../api/queries.ts';
import { api } from '../../../api/session.ts';
import { showProblem, showRefused } from '../../../ui/problem-note.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { LineActs } from '../../review/edit/use-line-acts.ts';
import { useTakeOver } from './use-take-over.ts';

/** By client: what was written last. */
const lastWritten = new Map<string, string>();

/** The voucher written last here; null where there is none, or it was deleted. */
async function writtenLast(clientId: string, butId: string): Promise<Voucher | null> {
  const voucherId = lastWritten.get(clientId);
  if (voucherId === undefined || voucherId === butId) return null;
  return api.call('GET /vouchers/:voucherId', { params: { voucherId } }).catch((error: unknown) => {
    if (asProblem(error).status !== 404) throw error;
    lastWritten.delete(clientId);
    return null;
  });
}

/** So many of the latest are looked at for one that is no reversal and not the draft itself. */
const LOOKED_AT = 20;

/** The latest voucher of the client by its day; null where there is none. */
async function latest(clientId: string, butId: string): Promise<Voucher | null> {
  const { items } = await api.call('GET /clients/:clientId/vouchers', {
    params: { clientId },
    query: { order: '-date', limit: LOOKED_AT },
  });
  const last = items.find(({ id, reversalOf }) => id !== butId && reversalOf === null);
  return last === undefined ? null : api.call('GET /vouchers/:voucherId', { params: { voucherId: last.id } });
}

export function useRepeat(clientId: string, edit: Edit, acts: LineActs): () => Promise<void> {
  const { t } = useTranslation();
  const { base } = edit;
  const takeOver = useTakeOver(edit, acts);
  const isKept = base.version > 0;
  useEffect(() => {
    if (isKept) lastWritten.set(clientId, base.id);
  }, [clientId, base.id, isKept]);
  return useCallback(async () => {
    try {
      const source = (await writtenLast(clientId, base.id)) ?? (await latest(clientId, base.id));
      if (source === null) showRefused(t('entry.repeat.none'), t('entry.repeat.noneNext'));
      else await takeOver(source);
    } catch (error) {
      showProblem(error);
    }
  }, [clientId, base.id, takeOver, t]);
}

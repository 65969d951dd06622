/** Repeats the last voucher of the client: its type, words and lines on the date that is written now. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { showProblem, showRefused } from '../../../ui/problem-note.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import { draftOf } from '../../review/edit/voucher-draft.ts';
import { takeOver } from './entry-draft.ts';

/** So many of the latest are looked at for one that is no reversal and not the draft itself. */
const LOOKED_AT = 20;

export function useRepeat(clientId: string, edit: Edit): () => Promise<void> {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { change, base } = edit;
  return useCallback(async () => {
    try {
      const { items } = await api.call('GET /clients/:clientId/vouchers', {
        params: { clientId },
        query: { order: '-date', limit: LOOKED_AT },
      });
      const last = items.find(({ id, reversalOf }) => id !== base.id && reversalOf === null);
      if (last === undefined) {
        showRefused(t('entry.repeat.none'), t('entry.repeat.noneNext'));
        return;
      }
      const voucher = await api.call('GET /vouchers/:voucherId', { params: { voucherId: last.id } });
      change((now) => takeOver(now, draftOf(voucher, language)));
    } catch (error) {
      showProblem(error);
    }
  }, [clientId, base.id, change, language, t]);
}

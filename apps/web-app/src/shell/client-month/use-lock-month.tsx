/** Locks the month of a client or opens it again; taken back from the notice that says so. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { notify } from '../../ui/notices.tsx';
import { showProblem } from '../../ui/problem-note.tsx';

export type MonthStatus = 'open' | 'locked';

export function useLockMonth(clientId: string): (month: string, status: MonthStatus) => Promise<void> {
  const { t } = useTranslation();
  const name = useMonthName();
  const cache = useQueryClient();
  return useCallback(
    async (month, status) => {
      const put = async (to: MonthStatus) => {
        const params = { clientId, month };
        const answer = await api.call('PUT /clients/:clientId/periods/:month', {
          params,
          body: { status: to },
        });
        await cache.invalidateQueries({ queryKey: ['client', clientId] });
        await cache.invalidateQueries({ queryKey: ['overview'] });
        return answer;
      };
      try {
        const { changed, drafts } = await put(status);
        if (!changed) return;
        const said = t(status === 'locked' ? 'month.wasLocked' : 'month.wasOpened', { month: name(month) });
        const left = status === 'locked' && drafts > 0 ? ` ${t('month.draftsLeft', { n: drafts })}` : '';
        notify({
          tone: 'done',
          message: (
            <div>
              {said + left}{' '}
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => void put(status === 'locked' ? 'open' : 'locked').catch(showProblem)}
              >
                {t('shell.undo')}
              </Button>
            </div>
          ),
        });
      } catch (error) {
        showProblem(error);
      }
    },
    [cache, clientId, name, t],
  );
}

/** What is done to a month: numbered, its drafts moved on, its KDV closed, warnings let stand. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import { type Acknowledgeable, useRenew } from './periods-queries.ts';

export function useNumberMonth(clientId: string) {
  const { t } = useTranslation();
  const name = useMonthName();
  const format = useFormat();
  const renew = useRenew(clientId);
  return useMutation({
    mutationFn: (month: string) =>
      api.call('POST /clients/:clientId/periods/:month/number', { params: { clientId, month } }),
    onSuccess: async ({ months }) => {
      await renew();
      const n = format.count(months.reduce((sum, each) => sum + each.numbered, 0));
      showDone(
        months.length === 0
          ? t('periods.numberedBefore')
          : t('periods.numbered', { n, months: months.map((each) => name(each.month)).join(', ') }),
      );
    },
    onError: showProblem,
  });
}

export function useMoveDrafts(clientId: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const renew = useRenew(clientId);
  return useMutation({
    mutationFn: (month: string) =>
      api.call('POST /clients/:clientId/periods/:month/move-drafts', { params: { clientId, month } }),
    onSuccess: async ({ moved, date }) => {
      await renew();
      const back = async () => {
        for (const { id: voucherId, date: day, version } of moved)
          await api.call('PATCH /vouchers/:voucherId', {
            params: { voucherId },
            body: { version, date: day },
          });
        await renew();
      };
      showUndoable(t('periods.moved', { n: format.count(moved.length), date: format.date(date) }), {
        label: t('shell.undo'),
        run: () => void back().catch(showProblem),
      });
    },
    onError: showProblem,
  });
}

/** Answers the draft that was proposed; null where nothing is left to close. */
export function useCloseKdv(clientId: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const renew = useRenew(clientId);
  return useMutation({
    mutationFn: (month: string) =>
      api.call('POST /clients/:clientId/periods/:month/kdv-voucher', { params: { clientId, month } }),
    onSuccess: async ({ payable, carried }) => {
      await renew();
      showDone(
        t('periods.kdvProposed', { payable: format.amount(payable), carried: format.amount(carried) }),
      );
    },
    onError: showProblem,
  });
}

export function useAcknowledge(clientId: string, month: string) {
  const renew = useRenew(clientId);
  return useMutation({
    mutationFn: (body: { check: Acknowledgeable; seen: string; reason: string | null }) =>
      api.call('PUT /clients/:clientId/periods/:month/acknowledgements', {
        params: { clientId, month },
        body,
      }),
    onSuccess: renew,
    onError: showProblem,
  });
}

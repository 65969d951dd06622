/** Brings statement files and says what became of each. */
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem, showRefused } from '../../ui/problem-note.tsx';
import { sendStatements, useRenewBank } from './bank-queries.ts';

export function useBringFiles(clientId: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const renew = useRenewBank(clientId);
  return useMutation({
    mutationFn: (files: readonly File[]) => sendStatements(clientId, files),
    onSuccess: (results) => {
      const taken = results.filter(({ status }) => status !== 'refused');
      const sum = (of: 'lines' | 'known') => format.count(taken.reduce((all, each) => all + each[of], 0));
      if (taken.length > 0) {
        const counts = { n: format.count(taken.length), lines: sum('lines'), known: sum('known') };
        showDone(t('bank.brought', counts));
      }
      for (const { fileName, error } of results)
        if (error !== null)
          showRefused(t('bank.refused', { name: fileName }), format.pick(error.message, error.messageEn));
    },
    onError: showProblem,
    onSettled: renew,
  });
}

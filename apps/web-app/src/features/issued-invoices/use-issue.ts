/** Issuing and looking at what would be issued: the draft is kept first, and what is refused leads to its fields. */
import type { DraftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiProblem, asProblem } from '../../api/problem.ts';
import { api } from '../../api/session.ts';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import { invoiceQuery, listKey } from './issued-queries.ts';
import type { KeptDraft } from './use-draft.ts';

interface Refused {
  /** What happened, in one sentence. */
  readonly words: string;
  readonly faults: readonly DraftFault[];
}

/** Faults of an answer, at places of the draft; those of no field of it stay with the document as a whole. */
export function faultsOfAnswer(
  faults: readonly { readonly path: string; readonly message: string; readonly messageEn?: string }[],
): DraftFault[] {
  return faults.map(({ path, message, messageEn }) => ({
    place: path.replace(/^draft\.?/, ''),
    message,
    messageEn: messageEn ?? message,
  }));
}

/** `refused` is what the last try was refused for, field by field; null where nothing was. */
export function useIssue(clientId: string, keep: () => Promise<KeptDraft>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [refused, setRefused] = useState<Refused | null>(null);
  const onError = (error: unknown) => {
    const problem: ApiProblem = asProblem(error);
    if (problem.faults.length === 0) showProblem(error);
    else setRefused({ words: problem.detail, faults: faultsOfAnswer(problem.faults) });
  };
  const issue = useMutation({
    mutationFn: async ({ series, lastSequence }: { series: string; lastSequence: number | undefined }) => {
      const { id, version } = await keep();
      return api.call('POST /issued-invoices/:issuedInvoiceId/issue', {
        params: { issuedInvoiceId: id },
        body: { version, series, ...(lastSequence === undefined ? {} : { lastSequence }) },
      });
    },
    onMutate: () => setRefused(null),
    onSuccess: ({ official, ...issued }) => {
      const { said, packVersion, faults } = official;
      const words = t(`issuedInvoices.official.${said}`, { version: packVersion, n: faults.length });
      showDone(`${t('issuedInvoices.issued', { number: issued.number })} ${words}`);
      cache.setQueryData(invoiceQuery(issued.id).queryKey, issued);
      void cache.invalidateQueries({ queryKey: listKey(clientId) });
    },
    onError,
  });
  const preview = useMutation({
    mutationFn: async () => {
      const { id } = await keep();
      return api.call('GET /issued-invoices/:issuedInvoiceId/preview', { params: { issuedInvoiceId: id } });
    },
    onMutate: () => setRefused(null),
    onError,
  });
  return { issue, preview, refused };
}

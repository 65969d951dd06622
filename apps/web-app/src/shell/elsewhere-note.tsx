/** Below what was uploaded: how many of one's uploads of today the chosen month does not show, and the way to them. */
import { dayOf } from '@muhasebi/accounting/donem/month.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../api/contracts.ts';
import { api } from '../api/session.ts';
import { useFormat } from '../format/use-format.ts';
import { ALL_MONTHS } from './client-month/use-client-month.ts';
import classes from './upload-panel.module.css';

type Selection = NonNullable<NonNullable<CallInput<'POST /documents/selection'>['body']>['selection']>;

async function countOf(selection: Selection, signal: AbortSignal): Promise<number> {
  return (await api.call('POST /documents/selection', { body: { selection }, signal })).documents;
}

/** Of what was read: before that nobody knows the month of a document. Kept with the lists of documents, asked anew with them. */
const elsewhereQuery = (clientId: string, month: string, uploadedBy: string) =>
  queryOptions({
    queryKey: ['documents', clientId, 'elsewhere', month, uploadedBy],
    queryFn: async ({ signal }) => {
      const all: Selection = {
        clientId,
        uploadedBy,
        receivedFrom: dayOf(new Date()),
        states: ['READY', 'SETTLED', 'FAILED', 'POSTED', 'REJECTED'],
      };
      const [uploaded, shown] = await Promise.all([countOf(all, signal), countOf({ ...all, month }, signal)]);
      return uploaded - shown;
    },
  });

interface ElsewhereProps {
  readonly clientId: string;
  readonly month: string;
  readonly userId: string;
}

export function ElsewhereNote({ clientId, month, userId }: ElsewhereProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useQuery(elsewhereQuery(clientId, month, userId)).data ?? 0;
  if (count === 0) return null;
  return (
    <p role="status" className={classes.elsewhere}>
      {t('documents.uploads.elsewhere', { n: format.count(count) })}{' '}
      <Link
        to="/mukellefler/$clientId/belgeler"
        params={{ clientId }}
        search={{ donem: ALL_MONTHS, gelis: dayOf(new Date()), kim: userId }}
      >
        {t('documents.uploads.showElsewhere')}
      </Link>
    </p>
  );
}

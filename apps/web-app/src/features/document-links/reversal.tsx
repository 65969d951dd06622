/** The posted voucher that an answer or a cancellation speaks against: its reversal is prepared as a draft, opened, or left. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { booksOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './document-links.module.css';

type Links = Answer<'GET /documents/:documentId/links'>;

interface ReversalProps {
  readonly clientId: string;
  readonly documentId: string;
  readonly reversal: NonNullable<Links['reversal']>;
  /** On the page of the voucher itself no way leads there. */
  readonly isHere?: boolean;
}

export function Reversal({ clientId, documentId, reversal, isHere = false }: ReversalProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { because, draftId, wantedOn, date, voucherId } = reversal;
  const { prepare, discard } = useReversal({ clientId, documentId, reversal });
  const error = prepare.error ?? discard.error;
  return (
    <div className={classes.reversal} role="alert">
      <span>
        {because !== null && t(`documentLinks.reversal.why.${because}`)}{' '}
        {draftId !== null
          ? t('documentLinks.reversal.waits')
          : date !== wantedOn && t('documentLinks.reversal.moved', { day: format.date(date) })}
      </span>
      <span className={classes.choices}>
        {(draftId !== null || !isHere) && (
          <Link
            to="/mukellefler/$clientId/fisler/$voucherId"
            params={{ clientId, voucherId: draftId ?? voucherId }}
          >
            {t(draftId === null ? 'documentLinks.reversal.voucher' : 'documentLinks.reversal.open')}
          </Link>
        )}
        {can('voucher:write') &&
          (draftId === null ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="undo" />}
              loading={prepare.isPending}
              onClick={() => prepare.mutate()}
            >
              {t('documentLinks.reversal.prepare')}
            </Button>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              loading={discard.isPending}
              onClick={() => discard.mutate(draftId)}
            >
              {t('documentLinks.reversal.discard')}
            </Button>
          ))}
      </span>
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}

function useReversal({ clientId, documentId, reversal: { voucherId, wantedOn } }: ReversalProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const changed = () => {
    for (const queryKey of [['document', documentId], ['voucher', voucherId], ...booksOf(clientId)])
      void cache.invalidateQueries({ queryKey });
  };
  const prepare = useMutation({
    mutationFn: () =>
      api.call('POST /vouchers/:voucherId/reversal-draft', {
        params: { voucherId },
        body: { date: wantedOn },
      }),
    onSuccess: (draft) => {
      changed();
      void navigate({
        to: '/mukellefler/$clientId/fisler/$voucherId',
        params: { clientId, voucherId: draft.id },
      });
    },
  });
  const discard = useMutation({
    mutationFn: (draftId: string) =>
      api.call('DELETE /vouchers/:voucherId', { params: { voucherId: draftId } }),
    onSuccess: changed,
  });
  return { prepare, discard };
}

/** On the page of a voucher: what speaks against it, where anything does. */
export function ReversalOfVoucher({ clientId, documentId }: Pick<ReversalProps, 'clientId' | 'documentId'>) {
  const { data } = useQuery({
    queryKey: ['document', documentId, 'links', 'voucher'],
    queryFn: ({ signal }) => api.call('GET /documents/:documentId/links', { params: { documentId }, signal }),
  });
  const reversal = data?.reversal ?? null;
  if (reversal === null) return null;
  return <Reversal clientId={clientId} documentId={documentId} reversal={reversal} isHere />;
}

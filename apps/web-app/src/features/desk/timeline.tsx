/** What became of a document since it came: when, what, by whom; with the voucher as which it was posted. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './desk.module.css';

type Event = ItemOf<'GET /documents/:documentId/timeline'>;

export function Timeline({
  clientId,
  documentId,
  version,
}: {
  clientId: string;
  documentId: string;
  version: string;
}) {
  const { t } = useTranslation();
  const query = useQuery({
    // A document that changed has a longer story.
    queryKey: ['document', documentId, 'timeline', version],
    queryFn: ({ signal }) =>
      api.call('GET /documents/:documentId/timeline', { params: { documentId }, signal }),
  });
  return (
    <section aria-label={t('desk.timeline.title')}>
      <h2>{t('desk.timeline.title')}</h2>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={80} />}
      <ol className={classes.timeline}>
        {(query.data?.items ?? []).map((event) => (
          <Line
            key={`${event.kind}${event.at}${event.voucherId ?? event.documentId ?? ''}`}
            clientId={clientId}
            event={event}
          />
        ))}
      </ol>
    </section>
  );
}

function Line({ clientId, event }: { clientId: string; event: Event }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useEventText(event);
  const by =
    event.byName ?? (event.kind === 'read' || event.kind === 'failed' ? t('desk.timeline.system') : null);
  return (
    <li>
      <time dateTime={event.at}>{format.moment(event.at)}</time>
      <span>
        {text}
        {event.findings !== null && event.findings.error > 0 && (
          <span className="wrong">
            {' '}
            · {t('desk.timeline.errors', { n: format.count(event.findings.error) })}
          </span>
        )}
        {event.findings !== null && event.findings.warning > 0 && (
          <span className="soft">
            {' '}
            · {t('desk.timeline.warnings', { n: format.count(event.findings.warning) })}
          </span>
        )}
        {by !== null && <span className="faint"> · {by}</span>}
        {event.voucherId !== null && event.fisNo !== null && (
          <>
            {' · '}
            <Link
              to="/mukellefler/$clientId/fisler/$voucherId"
              params={{ clientId, voucherId: event.voucherId }}
            >
              {t('desk.timeline.openVoucher')}
            </Link>
          </>
        )}
      </span>
    </li>
  );
}

function useEventText(event: Event): string {
  const { t } = useTranslation();
  const stranger = t('desk.timeline.unknownClient');
  switch (event.kind) {
    case 'received':
      return event.containerName === null
        ? t('desk.timeline.received')
        : `${t('desk.timeline.received')}, ${t('desk.timeline.from', { name: event.containerName })}`;
    case 'read':
    case 'failed':
      return t(`desk.timeline.${event.kind}`, { version: event.readerVersion ?? '–' });
    case 'moved':
      return t('desk.timeline.moved', { from: event.fromClient ?? stranger, to: event.toClient ?? stranger });
    case 'rejected':
      return t('desk.timeline.rejected', { reason: event.reason ?? '' });
    case 'posted':
    case 'reversed':
      return t(`desk.timeline.${event.kind}`, { no: event.fisNo ?? '' });
    case 'duplicate':
      return t('desk.timeline.duplicate', { name: event.fileName ?? '' });
    default:
      return t(`desk.timeline.${event.kind}`);
  }
}

/** Reviewing one client company: what waits of it, oldest first. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/page.tsx';
import { useLiveDocuments } from '../documents/use-live-documents.ts';
import { useQueue } from './use-queue.ts';
import { Workbench } from './workbench.tsx';

export function ReviewPage() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/inceleme' });
  const navigate = useNavigate();
  const place = useMemo(() => ({ key: clientId, clientId }), [clientId]);
  const queue = useQueue(place);
  // What is read meanwhile (or comes back by undo) joins the queue by itself.
  useLiveDocuments(clientId, undefined);
  const leave = () =>
    void navigate({
      to: '/mukellefler/$clientId/belgeler',
      params: { clientId },
      search: { durum: 'READY' },
    });
  return (
    <Workbench
      title={t('review.title')}
      place={place}
      queue={queue}
      onLeave={leave}
      empty={
        <Empty icon="check" title={t('review.empty')} next={t('review.emptyNext')}>
          <Link to="/mukellefler/$clientId/belgeler" params={{ clientId }}>
            {t('review.toDocuments')}
          </Link>
          <Link to="/mukellefler/$clientId/mizan" params={{ clientId }}>
            {t('review.toMizan')}
          </Link>
        </Empty>
      }
    />
  );
}

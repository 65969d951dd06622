/** Reviewing one client company: what waits of its month, oldest first. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMonthName } from '../../format/use-month-name.ts';
import { useClientMonth } from '../../shell/client-month/use-client-month.ts';
import { Empty } from '../../ui/page.tsx';
import { useLiveDocuments } from '../documents/use-live-documents.ts';
import { OtherMonths } from './other-months.tsx';
import { type QueueFilter, useQueue } from './use-queue.ts';
import { Workbench } from './workbench.tsx';

export function ReviewPage() {
  const { t } = useTranslation();
  const name = useMonthName();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/inceleme' });
  const { month, setMonth } = useClientMonth();
  const navigate = useNavigate();
  const place = useMemo(() => ({ key: clientId, clientId }), [clientId]);
  const filter: QueueFilter = { order: 'oldest', mine: false, month };
  const queue = useQueue(place, filter);
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
      filter={filter}
      queue={queue}
      onLeave={leave}
      empty={
        <Empty
          icon="check"
          title={month === null ? t('review.empty') : t('review.emptyMonth', { month: name(month) })}
          next={t('review.emptyNext')}
        >
          {month !== null && <OtherMonths place={place} filter={filter} onShow={() => setMonth(null)} />}
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

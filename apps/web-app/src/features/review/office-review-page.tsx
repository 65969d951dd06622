/** Reviewing over all client companies: in the order in which documents came, or client by client. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/page.tsx';
import { Chips } from '../../ui/small.tsx';
import { useOfficeQueue } from './use-queue.ts';
import { Workbench } from './workbench.tsx';

const PLACE = { key: 'office', clientId: null };

export function OfficeReviewPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { sira, kimin } = useSearch({ from: '/office/inceleme' });
  const order = sira === 'mukellef' ? 'client' : 'oldest';
  const mine = kimin === 'benim';
  const queue = useOfficeQueue(PLACE, { order, mine });
  const show = (to: { readonly byClient: boolean; readonly ofMine: boolean }) =>
    void navigate({
      to: '/inceleme',
      search: { ...(to.byClient ? { sira: 'mukellef' } : {}), ...(to.ofMine ? { kimin: 'benim' } : {}) },
      replace: true,
    });
  return (
    <Workbench
      title={t('acts.queue.title')}
      place={PLACE}
      queue={queue}
      mine={mine}
      onLeave={() => void navigate({ to: '/ofis' })}
      tools={
        <>
          <Chips
            label={t('acts.queue.order')}
            value={order}
            onChange={(to) => show({ byClient: to === 'client', ofMine: mine })}
            choices={[
              { value: 'oldest', label: t('acts.queue.oldest') },
              { value: 'client', label: t('acts.queue.client') },
            ]}
          />
          <Chips
            label={t('acts.queue.whose')}
            value={mine ? 'mine' : 'all'}
            onChange={(to) => show({ byClient: order === 'client', ofMine: to === 'mine' })}
            choices={[
              { value: 'all', label: t('acts.queue.all') },
              { value: 'mine', label: t('acts.queue.mine') },
            ]}
          />
        </>
      }
      empty={
        <Empty
          icon="check"
          title={t(mine ? 'acts.queue.emptyMine' : 'acts.queue.emptyAll')}
          next={t('acts.queue.emptyNext')}
        >
          <Link to="/ofis">{t('acts.queue.toOffice')}</Link>
        </Empty>
      }
    />
  );
}

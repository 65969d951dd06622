/** Reviewing over all client companies: in the order in which documents came, or client by client; all months or one. */
import { monthAfter, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMonthName } from '../../format/use-month-name.ts';
import { MonthPicker } from '../../shell/client-month/month-picker.tsx';
import { monthOfAddress } from '../../shell/client-month/use-client-month.ts';
import { Empty } from '../../ui/page.tsx';
import { Chips } from '../../ui/small.tsx';
import { OtherMonths } from './other-months.tsx';
import { type QueueFilter, useQueue } from './use-queue.ts';
import { Workbench } from './workbench.tsx';

const PLACE = { key: 'office', clientId: null };
/** The list of months goes back so far; with the arrows one comes further. */
const MONTHS_BACK = 12;

/** The filter in the address, and how to change it; the document that was open belongs to the former one. */
function useFilter(): readonly [QueueFilter, (change: Partial<QueueFilter>) => void] {
  const navigate = useNavigate();
  const { sira, kimin, donem } = useSearch({ from: '/office/inceleme' });
  const filter: QueueFilter = {
    order: sira === 'mukellef' ? 'client' : 'oldest',
    mine: kimin === 'benim',
    month: monthOfAddress(donem),
  };
  const change = (to: Partial<QueueFilter>) => {
    const { order, mine, month } = { ...filter, ...to };
    const search = {
      ...(order === 'client' ? { sira: 'mukellef' } : {}),
      ...(mine ? { kimin: 'benim' } : {}),
      ...(month === null ? {} : { donem: month }),
    };
    void navigate({ to: '/inceleme', search, replace: true });
  };
  return [filter, change];
}

export function OfficeReviewPage() {
  const { t } = useTranslation();
  const name = useMonthName();
  const navigate = useNavigate();
  const [filter, change] = useFilter();
  const { order, mine, month } = filter;
  const queue = useQueue(PLACE, filter);
  const today = monthOf(new Date());
  return (
    <Workbench
      title={t('acts.queue.title')}
      place={PLACE}
      filter={filter}
      queue={queue}
      onLeave={() => void navigate({ to: '/ofis' })}
      tools={
        <>
          <MonthPicker
            month={month}
            months={Array.from({ length: MONTHS_BACK }, (_, back) => monthAfter(today, -back))}
            onChange={(to) => change({ month: to })}
          />
          <Chips
            label={t('acts.queue.order')}
            value={order}
            onChange={(to) => change({ order: to })}
            choices={[
              { value: 'oldest', label: t('acts.queue.oldest') },
              { value: 'client', label: t('acts.queue.client') },
            ]}
          />
          <Chips
            label={t('acts.queue.whose')}
            value={mine ? 'mine' : 'all'}
            onChange={(to) => change({ mine: to === 'mine' })}
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
          title={
            month === null
              ? t(mine ? 'acts.queue.emptyMine' : 'acts.queue.emptyAll')
              : t('review.emptyMonth', { month: name(month) })
          }
          next={t('acts.queue.emptyNext')}
        >
          {month !== null && (
            <OtherMonths place={PLACE} filter={filter} onShow={() => change({ month: null })} />
          )}
          <Link to="/ofis">{t('acts.queue.toOffice')}</Link>
        </Empty>
      }
    />
  );
}

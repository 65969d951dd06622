/** Below the header, on every page of a client: its month, whether it is open, and what stands at which stage of it. */
import { Button } from '@mantine/core';
import { monthAfter, monthOf } from '@muhasebi/accounting/donem/month.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clientMonthQuery, periodsQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { StateWord, type Tone } from '../../ui/small.tsx';
import classes from './client-bar.module.css';
import { MonthPicker } from './month-picker.tsx';
import { useClientMonth } from './use-client-month.ts';
import { useLockMonth } from './use-lock-month.tsx';

/** What the bar counts, in the order in which a month goes, and how the page of documents names it. */
const STAGES = [
  { name: 'received', state: undefined, tone: 'plain' },
  { name: 'reading', state: 'reading', tone: 'plain' },
  { name: 'failed', state: 'FAILED', tone: 'wrong' },
  { name: 'review', state: 'READY', tone: 'wait' },
  { name: 'posted', state: 'POSTED', tone: 'done' },
] as const satisfies readonly { name: string; state: string | undefined; tone: Tone }[];

function MonthChoice({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const name = useMonthName();
  const { month, setMonth } = useClientMonth();
  const periods = useQuery(periodsQuery(clientId)).data?.items ?? [];
  // What was never opened can still be looked at: the month of the address, and today's.
  const known = new Map(periods.map((period) => [period.month, period.status]));
  const next = monthAfter(monthOf(new Date()), 1);
  const marked = (each: string) => {
    const status = known.get(each) ?? 'open';
    return status === 'open' ? name(each) : `${name(each)} · ${t(`month.status.${status}`)}`;
  };
  return (
    <MonthPicker
      month={month}
      months={[...known.keys()].filter((each) => each <= next)}
      onChange={setMonth}
      label={marked}
      everywhere
    />
  );
}

function Stages({ clientId, month }: { clientId: string; month: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const data = useQuery(clientMonthQuery(clientId, month)).data;
  if (data === undefined) return <span className={classes.stages} aria-busy />;
  const params = { clientId };
  return (
    <ul className={classes.stages} aria-label={t('month.stages')}>
      {STAGES.map(({ name, state, tone }) => (
        <li key={name} data-zero={data[name] === 0 || undefined}>
          <Link
            to="/mukellefler/$clientId/belgeler"
            params={params}
            search={{ donem: month, ...(state === undefined ? {} : { durum: state }) }}
          >
            {t(`month.stage.${name}`)}{' '}
            <b data-tone={data[name] === 0 ? 'plain' : tone}>{format.count(data[name])}</b>
          </Link>
        </li>
      ))}
      {can('voucher:read') && (
        <li data-zero={data.drafts === 0 || undefined}>
          <Link to="/mukellefler/$clientId/fisler" params={params} search={{ donem: month, durum: 'draft' }}>
            {t('month.stage.drafts')}{' '}
            <b data-tone={data.drafts === 0 ? 'plain' : 'wait'}>{format.count(data.drafts)}</b>
          </Link>
        </li>
      )}
    </ul>
  );
}

function Lock({ clientId, month }: { clientId: string; month: string }) {
  const { t } = useTranslation();
  const status = useQuery(clientMonthQuery(clientId, month)).data?.period;
  const lock = useLockMonth(clientId);
  const mayLock = useCan()('voucher:post');
  if (status === undefined) return null;
  if (status === null) return <span className="faint">{t('month.status.none')}</span>;
  return (
    <>
      <StateWord icon={status === 'open' ? 'unlock' : 'lock'} tone={status === 'closed' ? 'done' : 'plain'}>
        {t(`month.status.${status}`)}
      </StateWord>
      {mayLock && status !== 'closed' && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void lock(month, status === 'open' ? 'locked' : 'open')}
        >
          {t(status === 'open' ? 'month.lock' : 'month.unlock')}
        </Button>
      )}
    </>
  );
}

export function ClientBar({ clientId }: { clientId: string }) {
  const { month } = useClientMonth();
  return (
    <div className={classes.bar} data-noprint>
      <MonthChoice clientId={clientId} />
      {month !== null && (
        <>
          <Stages clientId={clientId} month={month} />
          <span className={classes.lock}>
            <Lock clientId={clientId} month={month} />
          </span>
        </>
      )}
    </div>
  );
}

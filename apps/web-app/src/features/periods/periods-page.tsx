/** The months and years of a client's books: the table of a year's months with what is done to them, and the year end. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { useLockMonth } from '../../shell/client-month/use-lock-month.tsx';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips } from '../../ui/small.tsx';
import { BackToChecks } from './back-to-checks.tsx';
import { MonthCard, useMonthColumns } from './month-columns.tsx';
import { type Month, yearQuery } from './periods-queries.ts';
import { useLiveBooks } from './use-live-books.ts';
import { useNumberMonth } from './use-month-acts.ts';
import { yearOf } from './year-of.ts';

const MonthDrawer = lazy(() =>
  withTexts(['ledger'], import('./month-drawer.tsx')).then((part) => ({ default: part.MonthDrawer })),
);
const CloseDialog = lazy(() => import('./close-dialog.tsx').then((part) => ({ default: part.CloseDialog })));
const YearEnd = lazy(() => import('./year-end.tsx').then((part) => ({ default: part.YearEnd })));

const PARTS = ['aylar', 'yil-sonu'] as const;
const idOf = (month: Month) => month.month;

interface View {
  readonly yil?: string | undefined;
  readonly bolum?: string | undefined;
  readonly ay?: string | undefined;
}

/** The year, part and open month of the address, and how to change them. */
function useView(clientId: string) {
  const navigate = useNavigate();
  const search: View & { readonly donem?: string | undefined; readonly kapanis?: string | undefined } =
    useSearch({
      from: '/office/mukellefler/$clientId/donemler',
    });
  const start = useQuery(clientQuery(clientId)).data?.fiscalYearStartMonth ?? 1;
  const year = yearOf(search, start, isoToday(new Date()));
  const part = PARTS.find((each) => each === search.bolum) ?? 'aylar';
  const go = (change: View) =>
    void navigate({
      to: '.',
      search: (now) =>
        Object.fromEntries(
          Object.entries({ ...now, ...change }).filter(
            ([, value]) => value !== undefined && value !== 'aylar',
          ),
        ),
      replace: true,
    });
  return { year, part, month: search.ay, cameFrom: search.kapanis, go };
}

function useHeadline(months: readonly Month[]): string | undefined {
  const { t } = useTranslation();
  const name = useMonthName();
  if (months.length === 0) return undefined;
  const next = months.find((month) => month.status !== 'closed' && month.isOver);
  if (next !== undefined) return t('periods.nextToClose', { month: name(next.month) });
  return t('periods.nothingToClose');
}

export function PeriodsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/donemler' });
  const { year, part, month, cameFrom, go } = useView(clientId);
  const query = useQuery(yearQuery(clientId, year));
  useLiveBooks(clientId);
  const months = query.data?.months ?? [];
  const columns = useMonthColumns();
  const lock = useLockMonth(clientId);
  const number = useNumberMonth(clientId);
  const [active, setActive] = useState<string | null>(null);
  const [closing, setClosing] = useState<string | null>(null);
  const of = (name: string | null | undefined) => months.find((each) => each.month === name);
  const now = of(active);
  const toClose = of(closing);
  const opened = of(month);
  const isUnderWay = now !== undefined && now.status !== 'closed' && part === 'aylar';
  useKeys([
    ...(isUnderWay && can('period:close')
      ? [
          { key: 'k', label: t('periods.closeAsk'), run: () => setClosing(now.month) },
          { key: 'n', label: t('periods.number'), run: () => number.mutate(now.month) },
        ]
      : []),
    ...(isUnderWay && can('voucher:post')
      ? [
          {
            key: 'l',
            label: t(now.status === 'open' ? 'month.lock' : 'month.unlock'),
            run: () => void lock(now.month, now.status === 'open' ? 'locked' : 'open'),
          },
        ]
      : []),
    {
      key: 'y',
      label: t('periods.otherPart'),
      run: () => go({ bolum: part === 'aylar' ? 'yil-sonu' : 'aylar' }),
    },
  ]);
  const years = [...new Set([year, ...(query.data?.years ?? [])])].sort((a, b) => b - a);
  return (
    <Page
      title={t('periods.title')}
      sub={useHeadline(months)}
      toolbar={
        <>
          <PlainSelect
            label={t('periods.year')}
            value={String(year)}
            width={84}
            choices={years.map((each) => ({ value: String(each), label: String(each) }))}
            onChange={(yil) => go({ yil, ay: undefined })}
          />
          <Chips
            label={t('periods.parts')}
            value={part}
            choices={PARTS.map((value) => ({ value, label: t(`periods.part.${value}`) }))}
            onChange={(bolum) => go({ bolum, ay: undefined })}
          />
          {part === 'yil-sonu' && cameFrom !== undefined && (
            <BackToChecks clientId={clientId} month={cameFrom} />
          )}
          <span style={{ flex: 1 }} />
          <Link to="/mukellefler/$clientId/kur-degerleme" params={{ clientId }}>
            {t('shell.nav.revaluation')}
          </Link>
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {part === 'aylar' ? (
        <DataGrid
          label={t('periods.title')}
          columns={columns}
          rows={months}
          rowId={idOf}
          storageKey="periods"
          loading={query.isFetching && months.length === 0}
          openLabel={t('periods.open')}
          onOpen={(row) => go({ ay: row.month })}
          onActive={(row) => setActive(row.month)}
          rowTone={(row) => (row.status === 'closed' ? 'faint' : undefined)}
          card={(row) => <MonthCard month={row} />}
          empty={<Empty icon="clock" title={t('periods.empty')} next={t('periods.emptyNext')} />}
        />
      ) : (
        <Suspense fallback={null}>
          <YearEnd clientId={clientId} year={year} isClosed={months.at(-1)?.status === 'closed'} />
        </Suspense>
      )}
      <Suspense fallback={null}>
        {opened !== undefined && (
          <MonthDrawer
            key={opened.month}
            clientId={clientId}
            month={opened}
            onAskClose={() => setClosing(opened.month)}
            onClose={() => go({ ay: undefined })}
          />
        )}
        {toClose !== undefined && (
          <CloseDialog clientId={clientId} month={toClose} onClose={() => setClosing(null)} />
        )}
      </Suspense>
    </Page>
  );
}

/** Rates of exchange by day: TCMB's, and the office's own; fetched, uploaded, entered by hand. */
import { Button } from '@mantine/core';
import { isMonth } from '@muhasebi/accounting/donem/month.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MonthSwitch } from '../../ui/month-switch.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote, showDone, showProblem, showRefused } from '../../ui/problem-note.tsx';
import { RateCard, useRateColumns } from './rates-columns.tsx';
import { daysOf, type RateRow, ratesQuery, uploadBulletins } from './rates-queries.ts';

const RateDialog = lazy(() => import('./rate-dialog.tsx').then((part) => ({ default: part.RateDialog })));

/** What TCMB quotes; the list is for choosing, any other code can be entered. */
const CURRENCIES = [
  'USD',
  'EUR',
  'GBP',
  'CHF',
  'JPY',
  'AUD',
  'CAD',
  'SEK',
  'NOK',
  'DKK',
  'SAR',
  'KWD',
  'RUB',
  'CNY',
];
/** How long the page looks for what the worker fetches. Milliseconds. */
const WATCH_MS = 60_000;
const idOf = (row: RateRow) => `${row.date} ${row.currency}`;

function UploadButton() {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: uploadBulletins,
    onSuccess: (results) => {
      const taken = results.filter(({ error }) => error === null).length;
      if (taken > 0) showDone(t('rates.uploaded', { n: format.count(taken) }));
      for (const { fileName, error } of results)
        if (error !== null)
          showRefused(
            t('rates.fileRefused', { name: fileName }),
            format.pick(error.message, error.messageEn),
          );
      void cache.invalidateQueries({ queryKey: ['exchange-rates'] });
    },
    onError: showProblem,
  });
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".xml,text/xml,application/xml"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length > 0) upload.mutate(files);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        leftSection={<Icon name="upload" />}
        loading={upload.isPending}
        onClick={() => picker.current?.click()}
      >
        {t('rates.upload')}
      </Button>
    </>
  );
}

/** Asks TCMB for the month's missing days, and watches them come for a while. */
function useAskTcmb(month: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isWatching, setWatching] = useState(false);
  const ask = useMutation({
    mutationFn: () => api.call('POST /exchange-rates/fetch', { body: daysOf(month) }),
    onSuccess: ({ days }) => {
      showDone(days === 0 ? t('rates.askedNothing') : t('rates.asked', { n: format.count(days) }));
      if (days === 0) return;
      setWatching(true);
      setTimeout(() => setWatching(false), WATCH_MS);
    },
    onError: showProblem,
  });
  return { ask, isWatching };
}

export function RatesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const navigate = useNavigate();
  const { ay, birim } = useSearch({ from: '/office/kurlar' });
  const month = ay !== undefined && isMonth(ay) ? ay : isoToday(new Date()).slice(0, 7);
  const { ask, isWatching } = useAskTcmb(month);
  const query = useQuery(ratesQuery(month, birim, isWatching));
  const columns = useRateColumns();
  const [entering, setEntering] = useState<RateRow | null | undefined>(undefined);
  const go = (change: { ay?: string; birim?: string }) => {
    const next = {
      ...(ay === undefined ? {} : { ay }),
      ...(birim === undefined ? {} : { birim }),
      ...change,
    };
    const search = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ''));
    void navigate({ to: '/kurlar', search, replace: true });
  };
  const asksTcmb = query.data?.asksTcmb ?? true;
  const mayEnter = can('voucher:post');
  useKeys(mayEnter ? [{ key: 'n', label: t('rates.enter'), run: () => setEntering(null) }] : []);
  const missing = query.data?.notAsked.length ?? 0;
  const holidays = query.data?.withoutBulletin ?? [];
  const facts = [
    missing > 0 ? t('rates.notAsked', { n: format.count(missing) }) : t('rates.noneMissing'),
    ...(holidays.length > 0 ? [t('rates.holidays', { days: holidays.map(format.date).join(', ') })] : []),
  ];
  return (
    <Page
      title={t('rates.title')}
      sub={query.data === undefined ? undefined : facts.join(' · ')}
      acts={
        <>
          {can('voucher:write') && asksTcmb && (
            <Button
              leftSection={<Icon name="download" />}
              loading={ask.isPending}
              onClick={() => ask.mutate()}
            >
              {t('rates.ask')}
            </Button>
          )}
          {mayEnter && <UploadButton />}
          {mayEnter && (
            <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setEntering(null)}>
              {t('rates.enter')}
            </Button>
          )}
        </>
      }
      toolbar={
        <>
          <MonthSwitch month={month} onChange={(next) => go({ ay: next })} />
          <PlainSelect
            label={t('rates.currency')}
            value={birim ?? ''}
            width={180}
            choices={[
              { value: '', label: t('rates.allCurrencies') },
              ...CURRENCIES.map((value) => ({ value, label: value })),
            ]}
            onChange={(value) => go({ birim: value })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('rates.title')}
        columns={columns}
        rows={query.data?.items ?? []}
        rowId={idOf}
        storageKey="rates"
        loading={query.isPending}
        {...(mayEnter ? { openLabel: t('rates.open'), onOpen: setEntering } : {})}
        card={(row) => <RateCard row={row} />}
        cardHeight={64}
        empty={
          <Empty
            icon="scale"
            title={t('rates.empty')}
            next={asksTcmb ? t('rates.emptyNext') : t('rates.emptyOffNext')}
          />
        }
      />
      <Suspense fallback={null}>
        {entering !== undefined && <RateDialog row={entering} onClose={() => setEntering(undefined)} />}
      </Suspense>
    </Page>
  );
}

/** The mizan: opening, period, cumulative and balance at any level, every figure a way down to its vouchers. */
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Mizan, mizanQuery } from '../../api/queries.ts';
import { isoToday, monthRange } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { MONTHS } from '../../format/use-month-name.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Amount, StateWord } from '../../ui/small.tsx';
import { saveBlob } from '../documents/download-original.ts';
import { ShareReport } from '../reports/share-report.tsx';
import { ALL_LEVELS, type MizanView, monthOfView, viewOf } from './mizan-period.ts';
import { MizanPrint } from './mizan-print.tsx';
import { AMOUNTS, type AmountKey, mizanText } from './mizan-table.ts';

type Row = Mizan['rows'][number];
const codeOf = (row: Row) => row.code;
const LEVELS = [
  { value: 1, name: 'level1' },
  { value: 2, name: 'level2' },
  { value: 3, name: 'level3' },
  { value: ALL_LEVELS, name: 'levelAll' },
] as const;

/** "Dönem borç" and the like, by amount. */
function useAmountNames(): Record<AmountKey, string> {
  const { t } = useTranslation();
  return useMemo(() => {
    const name = (part: 'opening' | 'period' | 'cumulative' | 'balance', side: 'debitOf' | 'creditOf') =>
      t(`ledger.mizan.${side}`, { name: t(`ledger.mizan.column.${part}`) });
    return {
      openingDebit: name('opening', 'debitOf'),
      openingCredit: name('opening', 'creditOf'),
      periodDebit: name('period', 'debitOf'),
      periodCredit: name('period', 'creditOf'),
      cumulativeDebit: name('cumulative', 'debitOf'),
      cumulativeCredit: name('cumulative', 'creditOf'),
      balanceDebit: name('balance', 'debitOf'),
      balanceCredit: name('balance', 'creditOf'),
    };
  }, [t]);
}

/** Pixels that the header and the longest figure of a column need; figures of totals are bold. */
function amountWidth(key: AmountKey, header: string, mizan: Mizan | undefined): number {
  const figures = mizan === undefined ? [] : [mizan.totals, ...mizan.rows].map((row) => row[key].length);
  const longest = Math.max(0, ...figures);
  // The wire has no group marks: one more for every three digits.
  const shown = longest + Math.floor(Math.max(0, longest - 4) / 3);
  const last = key === 'balanceCredit' ? 12 : 0;
  return Math.ceil(Math.max(header.length * 6.1, shown * 7.1)) + 18 + last;
}

/** What codes and figures do not need is left to the names. */
function useColumns(names: Record<AmountKey, string>, mizan: Mizan | undefined): GridColumn<Row>[] {
  const { t } = useTranslation();
  const longestCode = Math.max(3, ...(mizan?.rows ?? []).map((row) => row.code.length));
  return useMemo(
    () => [
      {
        id: 'code',
        header: t('ledger.mizan.column.code'),
        width: 36 + longestCode * 8,
        fixed: true,
        cell: (row) => row.code,
      },
      {
        id: 'name',
        header: t('ledger.mizan.column.name'),
        width: 150,
        grow: true,
        cell: (row) => (
          <span title={row.name} style={{ paddingLeft: Math.max(0, row.level - 3) * 12 }}>
            {row.name}
          </span>
        ),
      },
      ...AMOUNTS.map(
        (key): GridColumn<Row> => ({
          id: key,
          header: names[key],
          width: amountWidth(key, names[key], mizan),
          align: 'end',
          cell: (row) => <Amount value={row[key]} />,
        }),
      ),
    ],
    [t, names, longestCode, mizan],
  );
}

interface PeriodProps {
  readonly view: MizanView;
  readonly go: (change: Partial<MizanView>) => void;
}

function PeriodFields({ view, go }: PeriodProps) {
  const { t } = useTranslation();
  const year = Number(view.from.slice(0, 4));
  const thisYear = Number(isoToday(new Date()).slice(0, 4));
  const month = monthOfView(view);
  const years = [...new Set([year, ...Array.from({ length: 6 }, (_, back) => thisYear - back)])].sort(
    (a, b) => b - a,
  );
  const choose = (toYear: number, toMonth: number | null) => {
    if (toMonth === null || toMonth === 0)
      go({
        from: `${toYear}-01-01`,
        to: monthRange(toYear, toYear === thisYear ? Number(isoToday(new Date()).slice(5, 7)) : 12).to,
      });
    else go(monthRange(toYear, toMonth));
  };
  return (
    <>
      <NativeSelect
        size="xs"
        w={84}
        aria-label={t('ledger.mizan.year')}
        value={String(year)}
        data={years.map(String)}
        onChange={(event) => choose(Number(event.currentTarget.value), month)}
      />
      <NativeSelect
        size="xs"
        w={140}
        aria-label={t('ledger.mizan.months')}
        value={month === null ? '' : String(month)}
        data={[
          ...(month === null ? [{ value: '', label: t('ledger.mizan.month') }] : []),
          { value: '0', label: t('ledger.mizan.wholeYear') },
          ...MONTHS.map((name, index) => ({ value: String(index + 1), label: t(`clients.months.${name}`) })),
        ]}
        onChange={(event) => choose(year, Number(event.currentTarget.value))}
      />
      <DateField
        hideLabel
        label={t('ledger.mizan.from')}
        value={view.from}
        onChange={(iso) => iso !== '' && go({ from: iso })}
      />
      <DateField
        hideLabel
        label={t('ledger.mizan.to')}
        value={view.to}
        onChange={(iso) => iso !== '' && go({ to: iso })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('ledger.mizan.level')}
        value={String(view.level)}
        data={LEVELS.map((level) => ({ value: String(level.value), label: t(`ledger.mizan.${level.name}`) }))}
        onChange={(value) => go({ level: Number(value) })}
      />
    </>
  );
}

function Exports({ mizan, names }: { mizan: Mizan; names: Record<AmountKey, string> }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const headers = [
    t('ledger.mizan.column.code'),
    t('ledger.mizan.column.name'),
    ...AMOUNTS.map((key) => names[key]),
  ];
  const text = (separator: string) =>
    mizanText(mizan, headers, t('ledger.mizan.totals'), language, separator);
  const copy = () =>
    navigator.clipboard.writeText(text('\t')).then(() => showDone(t('ledger.mizan.copied')), showProblem);
  // Excel reads UTF-8 only where a byte order mark says so.
  const save = () =>
    saveBlob(
      new Blob(['\uFEFF', text(language === 'tr' ? ';' : ',')], { type: 'text/csv' }),
      `${t('ledger.mizan.fileName')}-${mizan.from}-${mizan.to}.csv`,
    );
  return (
    <>
      <Button variant="default" leftSection={<Icon name="copy" />} onClick={() => void copy()}>
        {t('ledger.mizan.copy')}
      </Button>
      <Button variant="default" leftSection={<Icon name="download" />} onClick={save}>
        {t('ledger.mizan.csv')}
      </Button>
    </>
  );
}

export function BalancedWord({ balanced }: { balanced: boolean }) {
  const { t } = useTranslation();
  return (
    <span data-testid="mizan-balanced" data-balanced={balanced}>
      {balanced ? (
        <StateWord icon="check" tone="done">
          {t('ledger.mizan.balanced')}
        </StateWord>
      ) : (
        <StateWord icon="wrong" tone="wrong">
          {t('ledger.mizan.unbalanced')}
        </StateWord>
      )}
    </span>
  );
}

function Card({ row }: { row: Row }) {
  const { t } = useTranslation();
  const debit = row.balanceDebit !== '0' && row.balanceDebit !== '0.00';
  return (
    <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
      <span className="cut">
        <strong style={{ fontWeight: 600 }}>{row.code}</strong> {row.name}
      </span>
      <span style={{ whiteSpace: 'nowrap' }}>
        <Amount value={debit ? row.balanceDebit : row.balanceCredit} />{' '}
        <span className="faint">
          {debit ? t('ledger.mizan.column.debit') : t('ledger.mizan.column.credit')}
        </span>
      </span>
    </div>
  );
}

export function MizanPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/mizan' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/mizan' });
  const view = viewOf(search, new Date());
  const query = useQuery(mizanQuery(clientId, view.from, view.to, view.level));
  const names = useAmountNames();
  const columns = useColumns(names, query.data);
  const addressOf = (next: MizanView) => ({ bas: next.from, son: next.to, duzey: String(next.level) });
  const go = (change: Partial<MizanView>) =>
    void navigate({
      to: '/mukellefler/$clientId/mizan',
      params: { clientId },
      search: addressOf({ ...view, ...change }),
      replace: true,
    });
  const mizan = query.data;
  const footer = mizan && {
    name: t('ledger.mizan.totals'),
    ...Object.fromEntries(
      AMOUNTS.map((key) => [key, <Amount key={key} value={mizan.totals[key]} zero="number" />]),
    ),
  };
  return (
    <Page
      title={t('ledger.mizan.title')}
      sub={
        mizan === undefined || mizan.rows.length === 0 ? undefined : (
          <BalancedWord balanced={mizan.balanced} />
        )
      }
      acts={
        mizan !== undefined &&
        mizan.rows.length > 0 && (
          <>
            <ShareReport key={JSON.stringify(view)} clientId={clientId} {...view} />
            <Exports mizan={mizan} names={names} />
          </>
        )
      }
      toolbar={<PeriodFields view={view} go={go} />}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {mizan !== undefined && <MizanPrint clientId={clientId} mizan={mizan} names={names} />}
      <DataGrid
        label={t('ledger.mizan.title')}
        columns={columns}
        rows={mizan?.rows ?? []}
        rowId={codeOf}
        storageKey="mizan"
        placeKey={`mizan.${clientId}.${JSON.stringify(view)}`}
        loading={query.isPending}
        openLabel={t('ledger.mizan.openAccount')}
        onOpen={(row) =>
          void navigate({
            to: '/mukellefler/$clientId/mizan/$accountCode',
            params: { clientId, accountCode: row.code },
            search: addressOf(view),
          })
        }
        rowTone={(row) => (row.level < 3 && view.level >= 3 ? 'strong' : undefined)}
        {...(footer === undefined ? {} : { footer })}
        card={(row) => <Card row={row} />}
        cardHeight={44}
        empty={<Empty icon="scale" title={t('ledger.mizan.empty')} next={t('ledger.mizan.emptyNext')} />}
      />
    </Page>
  );
}

/** The mizan: opening, period, cumulative and balance at any level, every figure a way down to its vouchers. */
import { Button } from '@mantine/core';
import { type Change, compareMizan } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { type Mizan, mizanQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { isZeroText } from '../../format/amount.ts';
import { isoToday, monthRange } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { MONTHS } from '../../format/use-month-name.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Amount, Chips, StateWord } from '../../ui/small.tsx';
import { ShareReport } from '../reports/share-report.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { ChangeLine } from './change-columns.tsx';
import { CompareFields, priorInQuery } from './compare-fields.tsx';
import { useAmountNames, useMizanColumns } from './mizan-columns.tsx';
import { ALL_LEVELS, type MizanView, monthOfView, viewOf } from './mizan-period.ts';
import { MizanPrint } from './mizan-print.tsx';
import { AMOUNTS, type AmountKey, mizanText } from './mizan-table.ts';
import { branchToClose, closedIn, treeOf } from './mizan-tree.ts';

type Row = Mizan['rows'][number];
const codeOf = (row: Row) => row.code;
const LEVELS = [
  { value: 1, name: 'level1' },
  { value: 2, name: 'level2' },
  { value: 3, name: 'level3' },
  { value: ALL_LEVELS, name: 'levelAll' },
] as const;

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
      <PlainSelect
        label={t('ledger.mizan.year')}
        value={String(year)}
        width={84}
        choices={years.map((each) => ({ value: String(each), label: String(each) }))}
        onChange={(value) => choose(Number(value), month)}
      />
      <PlainSelect
        label={t('ledger.mizan.months')}
        value={month === null ? '' : String(month)}
        width={140}
        choices={[
          ...(month === null ? [{ value: '', label: t('ledger.mizan.month') }] : []),
          { value: '0', label: t('ledger.mizan.wholeYear') },
          ...MONTHS.map((name, index) => ({ value: String(index + 1), label: t(`shell.months.${name}`) })),
        ]}
        onChange={(value) => choose(year, Number(value))}
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
      <Chips
        label={t('ledger.mizan.level')}
        value={String(view.level)}
        choices={LEVELS.map((level) => ({
          value: String(level.value),
          label: t(`ledger.mizan.${level.name}`),
        }))}
        onChange={(value) => go({ level: Number(value) })}
      />
    </>
  );
}

/** The whole table with its header, for a spreadsheet; Ctrl+C copies what is chosen. */
function CopyTable({ mizan, names }: { mizan: Mizan; names: Record<AmountKey, string> }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const headers = [
    t('ledger.mizan.column.code'),
    t('ledger.mizan.column.name'),
    ...AMOUNTS.map((key) => names[key]),
  ];
  const copy = () =>
    navigator.clipboard
      .writeText(mizanText(mizan, headers, t('ledger.mizan.totals'), language, '\t'))
      .then(() => showDone(t('ledger.mizan.copied')), showProblem);
  return (
    <Button variant="default" leftSection={<Icon name="copy" />} onClick={() => void copy()}>
      {t('ledger.mizan.copy')}
    </Button>
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

function Card({ row, change }: { row: Row; change: Change | undefined }) {
  const { t } = useTranslation();
  const isCredit = isZeroText(row.balanceDebit);
  const balance = isCredit ? row.balanceCredit : row.balanceDebit;
  return (
    <>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <span className="cut">
          <strong style={{ fontWeight: 600 }}>{row.code}</strong> {row.name}
        </span>
        <span style={{ whiteSpace: 'nowrap' }}>
          <Amount value={balance} />{' '}
          {isZeroText(balance) || (
            <span className="faint">
              {isCredit ? t('ledger.mizan.column.credit') : t('ledger.mizan.column.debit')}
            </span>
          )}
        </span>
      </div>
      <ChangeLine change={change} />
    </>
  );
}

const NO_ROWS: readonly Row[] = [];

/** Null while nothing is compared, or the other period is not here yet. */
function useCompared(clientId: string, mizan: Mizan | undefined, { prior, level }: MizanView) {
  const other = useQuery({
    ...mizanQuery(clientId, prior?.from ?? '', prior?.to ?? '', level),
    enabled: prior !== null,
  }).data;
  const isCompared = prior !== null;
  return useMemo(
    () =>
      mizan === undefined || other === undefined || !isCompared ? null : compareMizan(mizan.rows, other.rows),
    [mizan, other, isCompared],
  );
}

/** The period, the level and what is folded away, as the address says it. */
function useView() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/mizan' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/mizan' });
  const view = viewOf({ ...search, ...daysOfAddress(search) }, new Date());
  const closed = useMemo(() => closedIn(search.kapali), [search.kapali]);
  const { from, to, level } = view;
  const [priorFrom, priorTo] = [view.prior?.from, view.prior?.to];
  const prior = useMemo(
    () => (priorFrom === undefined || priorTo === undefined ? null : { from: priorFrom, to: priorTo }),
    [priorFrom, priorTo],
  );
  const addressOf = useCallback((next: MizanView, codes: Iterable<string>) => {
    const kapali = [...codes].join(',');
    return {
      bas: next.from,
      son: next.to,
      duzey: String(next.level),
      ...(next.prior === null ? {} : { kbas: next.prior.from, kson: next.prior.to }),
      ...(kapali === '' ? {} : { kapali }),
    };
  }, []);
  const go = useCallback(
    (change: Partial<MizanView> & { closed?: Iterable<string> }) => {
      const { closed: codes = closed, ...range } = change;
      void navigate({
        to: '/mukellefler/$clientId/mizan',
        params: { clientId },
        search: addressOf({ from, to, level, prior, ...range }, codes),
        replace: true,
      });
    },
    [navigate, addressOf, clientId, from, to, level, prior, closed],
  );
  const toggle = useCallback(
    (code: string) =>
      go({ closed: closed.has(code) ? [...closed].filter((each) => each !== code) : [...closed, code] }),
    [go, closed],
  );
  return { clientId, view, closed, go, toggle, address: addressOf(view, closed) };
}

export function MizanPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { clientId, view, closed, go, toggle, address } = useView();
  const query = useQuery(mizanQuery(clientId, view.from, view.to, view.level));
  const mizan = query.data;
  const compared = useCompared(clientId, mizan, view);
  const tree = useMemo(() => treeOf((compared ?? mizan)?.rows ?? NO_ROWS, closed), [mizan, compared, closed]);
  const names = useAmountNames();
  const columns = useMizanColumns(
    names,
    mizan,
    { branches: tree.branches, closed, toggle },
    compared,
    view.prior !== null,
  );
  const mayExport = useCan()('report:read');
  const footer = mizan && {
    name: t('ledger.mizan.totals'),
    ...Object.fromEntries(
      AMOUNTS.map((key) => [key, <Amount key={key} value={mizan.totals[key]} zero="number" />]),
    ),
  };
  const foldBranch = (row: Row) => {
    const code = branchToClose(row, tree, closed);
    if (code !== null && !closed.has(code)) toggle(code);
    return code;
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
            <CopyTable mizan={mizan} names={names} />
          </>
        )
      }
      toolbar={
        <>
          <PeriodFields view={view} go={go} />
          <CompareFields view={view} onChange={(prior) => go({ prior })} />
          <span style={{ flex: 1 }} />
          <GridTools
            page="mizan"
            storageKey="mizan"
            columnIds={columns.map((column) => column.id)}
            {...(mayExport && {
              file: (file, shown) => ({
                path: pathOf(
                  '/clients/:clientId/mizan/export',
                  { clientId },
                  {
                    from: view.from,
                    to: view.to,
                    level: view.level,
                    closed: [...closed].join(','),
                    ...priorInQuery(view.prior),
                    format: file,
                    columns: shown,
                  },
                ),
              }),
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {mizan !== undefined && <MizanPrint clientId={clientId} mizan={mizan} names={names} />}
      <DataGrid
        label={t('ledger.mizan.title')}
        columns={columns}
        rows={tree.rows}
        rowId={codeOf}
        storageKey="mizan"
        placeKey={`mizan.${clientId}.${JSON.stringify(view)}`}
        loading={query.isPending}
        openLabel={t('ledger.mizan.openAccount')}
        onOpen={(row) =>
          void navigate({
            to: '/mukellefler/$clientId/mizan/$accountCode',
            params: { clientId, accountCode: row.code },
            search: address,
          })
        }
        tree={{
          open: (row) => {
            if (closed.has(row.code)) toggle(row.code);
          },
          close: foldBranch,
        }}
        rowTone={(row) => (row.level < 3 && view.level >= 3 ? 'strong' : undefined)}
        {...(footer === undefined ? {} : { footer })}
        card={(row) => <Card row={row} change={compared?.changeOf(row)} />}
        cardHeight={view.prior === null ? 44 : 64}
        empty={<Empty icon="scale" title={t('ledger.mizan.empty')} next={t('ledger.mizan.emptyNext')} />}
      />
    </Page>
  );
}

/** The mizan figures of all clients in one table: what cannot be right stands out and leads to the account that offends. */
import { kurusFromDecimal, kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isZeroText } from '../../format/amount.ts';
import { monthRange } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { MonthSwitch } from '../../ui/month-switch.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Amount, Chips, Tag } from '../../ui/small.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import {
  amountOf,
  FIGURES,
  FILTERS,
  type FigureKey,
  isReversed,
  isShown,
  type OfficeMizanView,
  type OfficeRow,
  rowsOfView,
  searchOf,
  viewOf,
} from './office-mizan-view.ts';
import { officeMizanQuery } from './statement-queries.ts';
import classes from './statements.module.css';

const NONE: readonly OfficeRow[] = [];
const idOf = (row: OfficeRow) => row.clientId;

/** The account that a figure leads to. */
const ACCOUNTS: Readonly<Record<FigureKey, string>> = {
  cash: '100',
  cashReversed: '100',
  bank: '102',
  bankReversed: '102',
  receivables: '120',
  receivablesReversed: '120',
  payables: '320',
  payablesReversed: '320',
  vatCollected: '391',
  vatDeductible: '191',
  vatCarriedBefore: '190',
  vatCarried: '190',
  vatExpected: '391',
};

function daysOf(month: string) {
  const { from, to } = monthRange(Number(month.slice(0, 4)), Number(month.slice(5)));
  return { donem: month, bas: from, son: to };
}

function Figure({ row, of, month }: { row: OfficeRow; of: FigureKey; month: string }) {
  const { t } = useTranslation();
  const amount = amountOf(row, of);
  if (isZeroText(amount)) return <Amount value={amount} />;
  const reversed = isReversed(of) ? row[of] : null;
  const accountCode = reversed?.account ?? ACCOUNTS[of];
  // A balance is of everything before; what a month brought is of its days.
  const search = of === 'vatCollected' || of === 'vatDeductible' ? daysOf(month) : { donem: 'tum' };
  return (
    <Link
      to="/mukellefler/$clientId/mizan/$accountCode"
      params={{ clientId: row.clientId, accountCode }}
      search={search}
      className={classes.offender}
      title={
        reversed === null
          ? accountCode
          : t('statements.office.accounts', { n: String(reversed.count), code: accountCode })
      }
    >
      <Amount value={reversed === null ? amount : `-${amount}`} />
    </Link>
  );
}

function columnsOf(t: TFunction, month: string): GridColumn<OfficeRow>[] {
  return [
    {
      id: 'title',
      header: t('statements.office.column.title'),
      width: 220,
      grow: true,
      fixed: true,
      sortable: true,
      cell: (row) => (
        <strong className="cut" title={row.title} style={{ fontWeight: 500 }}>
          {row.title}
        </strong>
      ),
      copy: (row) => row.title,
    },
    {
      id: 'taxId',
      header: t('statements.office.column.taxId'),
      width: 116,
      cell: (row) => row.taxId,
      copy: (row) => row.taxId,
    },
    ...FIGURES.map(
      (key): GridColumn<OfficeRow> => ({
        id: key,
        header: t(`statements.office.column.${key}`),
        width: 116,
        align: 'end',
        sortable: true,
        cell: (row) => <Figure row={row} of={key} month={month} />,
        copy: (row) => ({ number: amountOf(row, key) }),
      }),
    ),
  ];
}

function useView(): readonly [OfficeMizanView, (change: Partial<OfficeMizanView>) => void] {
  const navigate = useNavigate();
  const search = useSearch({ from: '/office/ofis/mizan' });
  const view = useMemo(() => viewOf(search, new Date()), [search]);
  const go = useCallback(
    (change: Partial<OfficeMizanView>) =>
      void navigate({
        to: '/ofis/mizan',
        search: searchOf({ ...view, ...change }, new Date()),
        replace: true,
      }),
    [navigate, view],
  );
  return [view, go];
}

/** First press: the largest first; the name: A to Z; the second turns round, the third lets go. */
function nextSort({ sort }: OfficeMizanView, id: string): OfficeMizanView['sort'] {
  const first = id === 'title' ? 'ascending' : 'descending';
  if (sort?.id !== id) return { id, direction: first };
  if (sort.direction !== first) return null;
  return { id, direction: first === 'ascending' ? 'descending' : 'ascending' };
}

function footerOf(rows: readonly OfficeRow[], name: string) {
  const sums = FIGURES.map((key) => [
    key,
    kurusToDecimal(sumKurus(rows.map((row) => kurusFromDecimal(amountOf(row, key))))),
  ]);
  return {
    title: name,
    ...Object.fromEntries(
      sums.map(([key = '', sum = '0']) => [key, <Amount key={key} value={sum} zero="number" />]),
    ),
  };
}

function Card({ row }: { row: OfficeRow }) {
  const { t } = useTranslation();
  const wrong = (['cashReversed', 'bankReversed', 'receivablesReversed', 'payablesReversed'] as const).filter(
    (key) => row[key].count > 0,
  );
  return (
    <>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <strong className="cut">{row.title}</strong>
        <Amount value={row.vatExpected} />
      </div>
      <div style={{ display: 'flex', gap: 6 }}>
        <span className="faint">{t('statements.office.column.vatExpected')}</span>
        {wrong.map((key) => (
          <Tag key={key} tone="wrong">
            {t(`statements.office.column.${key}`)}
          </Tag>
        ))}
      </div>
    </>
  );
}

export function OfficeMizanPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [view, go] = useView();
  const query = useQuery(officeMizanQuery(view.month));
  const clients = query.data?.clients ?? NONE;
  const rows = useMemo(() => rowsOfView(clients, view), [clients, view]);
  const columns = useMemo(() => columnsOf(t, view.month), [t, view.month]);
  const wrong = clients.filter((row) => isShown(row, 'wrong')).length;
  return (
    <Page
      title={t('statements.office.title')}
      sub={
        query.data === undefined
          ? undefined
          : wrong > 0
            ? t('statements.office.headline', { n: format.count(wrong) })
            : t('statements.office.allRight')
      }
      acts={<MonthSwitch month={view.month} onChange={(month) => go({ month })} />}
      toolbar={
        <>
          <Chips
            label={t('statements.office.filter')}
            value={view.filter}
            choices={FILTERS.map((value) => ({
              value,
              label: t(`statements.office.filters.${value}`),
              count:
                query.data === undefined ? undefined : clients.filter((row) => isShown(row, value)).length,
            }))}
            onChange={(filter) => go({ filter })}
          />
          <span style={{ flex: 1 }} />
          <SearchField label={t('statements.office.search')} value={view.q} onChange={(q) => go({ q })} />
          <GridTools
            page="office-mizan"
            storageKey="office-mizan"
            columnIds={columns.map((column) => column.id)}
            file={(file, shown) => ({
              path: '/office/mizan/export',
              body: {
                format: file,
                columns: shown,
                month: view.month,
                clientIds: rows.map(idOf),
                note: [view.filter === 'all' ? '' : t(`statements.office.filters.${view.filter}`), view.q]
                  .filter((part) => part !== '')
                  .join(' · '),
              },
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('statements.office.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="office-mizan"
        loading={query.isPending}
        sorting={{ sort: view.sort, onSort: (id) => go({ sort: nextSort(view, id) }) }}
        openLabel={t('statements.office.open')}
        onOpen={(row) =>
          void navigate({
            to: '/mukellefler/$clientId/mizan',
            params: { clientId: row.clientId },
            search: { bas: `${view.month.slice(0, 4)}-01-01`, son: daysOf(view.month).son },
          })
        }
        footer={footerOf(rows, t('statements.office.total', { n: format.count(rows.length) }))}
        card={(row) => <Card row={row} />}
        empty={
          clients.length === 0 ? (
            <Empty
              icon="company"
              title={t('statements.office.noClients')}
              next={t('statements.office.noClientsNext')}
            />
          ) : (
            <Empty
              icon="check"
              title={t('statements.office.noMatch')}
              next={t('statements.office.noMatchNext')}
            />
          )
        }
      />
    </Page>
  );
}

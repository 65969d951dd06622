/** An account month by month, beside the months of another period where one is chosen; a month opens its lines. */
import { type Compared, changeOf } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { monthRange } from '../../format/date.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';
import { ChangeLine, changeColumns } from '../mizan/change-columns.tsx';
import { figureColumn } from './figure-column.tsx';
import type { BookView, Range } from './use-book-view.ts';

type Month = ItemOf<'GET /clients/:clientId/accounts/:accountCode/months'>;

function useMonths(clientId: string, accountCode: string, range: Range | null) {
  return useQuery({
    queryKey: ['mizan', clientId, 'aylar', accountCode, range],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts/:accountCode/months', {
        params: { clientId, accountCode },
        query: range ?? { from: '', to: '' },
        signal,
      }),
    enabled: range !== null,
  });
}

/** The months of the other period stand beside these in their order, the first beside the first. */
function comparedMonths(
  months: readonly Month[],
  prior: readonly Month[],
): Compared<Month> & { readonly priorOf: (row: Month) => Month | undefined } {
  const then = new Map(months.map(({ month }, at) => [month, prior[at]]));
  const priorOf = ({ month }: Month) => then.get(month);
  return {
    rows: months,
    priorOf,
    changeOf: (row) =>
      changeOf(kurusFromDecimal(row.movement), kurusFromDecimal(priorOf(row)?.movement ?? '0')),
  };
}

const FIGURES = ['debit', 'credit', 'movement', 'closing'] as const;

function columnsOf(
  t: TFunction,
  monthName: (month: string) => string,
  compared: ReturnType<typeof comparedMonths> | null,
  isComparing: boolean,
): GridColumn<Month>[] {
  const priorName = (row: Month) => monthName(compared?.priorOf(row)?.month ?? '');
  return [
    {
      id: 'month',
      header: t('bookTools.column.month'),
      width: 140,
      grow: true,
      fixed: true,
      cell: (row) => monthName(row.month),
      copy: (row) => monthName(row.month),
    },
    ...FIGURES.map((id) => figureColumn(id, t(`bookTools.column.${id}`), 140)),
    ...(isComparing
      ? [
          {
            id: 'priorMonth',
            header: t('bookTools.column.priorMonth'),
            width: 140,
            cell: priorName,
            copy: priorName,
          },
          ...changeColumns(t, compared?.changeOf ?? null),
        ]
      : []),
  ];
}

const none: readonly Month[] = [];

export function AccountMonths({ clientId, account, range, prior, go }: BookView) {
  const { t } = useTranslation();
  const monthName = useMonthName();
  const { data, error, isPending, refetch } = useMonths(clientId, account ?? '', range);
  const other = useMonths(clientId, account ?? '', prior).data;
  const compared = useMemo(
    () =>
      data === undefined || other === undefined || prior === null
        ? null
        : comparedMonths(data.items, other.items),
    [data, other, prior],
  );
  const columns = useMemo(
    () => columnsOf(t, monthName, compared, prior !== null),
    [t, monthName, compared, prior],
  );
  const open = ({ month }: Month) => {
    const days = monthRange(Number(month.slice(0, 4)), Number(month.slice(5)));
    const isCut = { from: days.from < range.from, to: days.to > range.to };
    go({
      bas: isCut.from ? range.from : days.from,
      son: isCut.to ? range.to : days.to,
      gorunum: '',
    });
  };
  return (
    <>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t('bookTools.months')}
        columns={columns}
        rows={data?.items ?? none}
        rowId={(row) => row.month}
        storageKey="defter-aylar"
        placeKey={`aylar.${clientId}.${account}.${range.from}.${range.to}`}
        loading={isPending}
        openLabel={t('bookTools.openMonth')}
        onOpen={open}
        {...(data !== undefined && {
          footer: {
            month: t('books.total'),
            debit: <Amount value={data.debit} zero="number" />,
            credit: <Amount value={data.credit} zero="number" />,
            movement: <BalanceSide value={data.movement} />,
          },
        })}
        card={(row) => (
          <>
            <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
              <span className="cut">{monthName(row.month)}</span>
              <span style={{ whiteSpace: 'nowrap' }}>
                <BalanceSide value={row.movement} /> · <BalanceSide value={row.closing} />
              </span>
            </div>
            <ChangeLine change={compared?.changeOf(row)} />
          </>
        )}
        cardHeight={prior === null ? 44 : 64}
      />
    </>
  );
}

/** The main accounts of the kebir: what each was brought forward with, its sums and its balance; opens one. */
import { type Compared, compareBalances } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MainAccount } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';
import { ChangeLine, changeColumns } from '../mizan/change-columns.tsx';
import { figureColumn } from './figure-column.tsx';
import type { BookView, Range } from './use-book-view.ts';

const none: readonly MainAccount[] = [];

const NOTHING = { opening: '0.00', debit: '0.00', credit: '0.00', closing: '0.00' };

/** Nothing is asked for where there is no range. */
function useMainAccounts(clientId: string, range: Range | null) {
  return useQuery({
    queryKey: ['mizan', clientId, 'kebir', range],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/kebir', {
        params: { clientId },
        query: range ?? { from: '', to: '' },
        signal,
      }),
    enabled: range !== null,
  });
}

function useColumns(compared: Compared<MainAccount> | null, isComparing: boolean): GridColumn<MainAccount>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const money = (id: 'opening' | 'debit' | 'credit' | 'closing') =>
      figureColumn(id, t(`books.column.${id}`), 136);
    return [
      {
        id: 'code',
        header: t('ledger.account.column.account'),
        width: 90,
        fixed: true,
        cell: (row) => row.code,
        copy: (row) => row.code,
      },
      {
        id: 'name',
        header: t('ledger.mizan.column.name'),
        width: 180,
        grow: true,
        cell: (row) => row.name,
        copy: (row) => row.name,
      },
      money('opening'),
      money('debit'),
      money('credit'),
      money('closing'),
      ...(isComparing ? changeColumns(t, compared?.changeOf ?? null) : []),
    ];
  }, [t, compared, isComparing]);
}

export function KebirAccounts({ clientId, range, prior, go }: BookView) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useMainAccounts(clientId, range);
  const other = useMainAccounts(clientId, prior).data;
  const compared = useMemo(() => {
    if (data === undefined || other === undefined || prior === null) return null;
    const balanceOf = ({ closing }: MainAccount) => kurusFromDecimal(closing);
    return compareBalances(data.items, other.items, balanceOf, (row) => ({ ...row, ...NOTHING }));
  }, [data, other, prior]);
  const columns = useColumns(compared, prior !== null);
  return (
    <>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t('statements.tabs.kebir')}
        columns={columns}
        rows={compared?.rows ?? data?.items ?? none}
        rowId={(row) => row.code}
        storageKey="defter-kebir-hesaplari"
        placeKey={`kebir.${clientId}.${range.from}.${range.to}`}
        loading={isPending}
        openLabel={t('books.openAccount')}
        onOpen={(row) => go({ hesap: row.code })}
        {...(data !== undefined && {
          footer: {
            name: t('books.total'),
            debit: <Amount value={data.debit} zero="number" />,
            credit: <Amount value={data.credit} zero="number" />,
          },
        })}
        card={(row) => (
          <>
            <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
              <span className="cut">
                {row.code} {row.name}
              </span>
              <span style={{ whiteSpace: 'nowrap' }}>
                <BalanceSide value={row.closing} />
              </span>
            </div>
            <ChangeLine change={compared?.changeOf(row)} />
          </>
        )}
        empty={<Empty icon="scale" title={t('books.empty')} next={t('books.emptyNext')} />}
      />
    </>
  );
}

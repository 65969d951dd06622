/** The main accounts of the kebir: what each was brought forward with, its sums and its balance; opens one. */
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
import type { BookView } from './use-book-view.ts';

const none: readonly MainAccount[] = [];

function useColumns(): GridColumn<MainAccount>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const money = (id: 'opening' | 'debit' | 'credit' | 'closing'): GridColumn<MainAccount> => ({
      id,
      header: t(`books.column.${id}`),
      width: 150,
      align: 'end',
      cell: (row) =>
        id === 'debit' || id === 'credit' ? <Amount value={row[id]} /> : <BalanceSide value={row[id]} />,
      copy: (row) => ({ number: row[id] }),
    });
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
        width: 220,
        grow: true,
        cell: (row) => row.name,
        copy: (row) => row.name,
      },
      money('opening'),
      money('debit'),
      money('credit'),
      money('closing'),
    ];
  }, [t]);
}

export function KebirAccounts({ clientId, range, go }: BookView) {
  const { t } = useTranslation();
  const columns = useColumns();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['mizan', clientId, 'kebir', range],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/kebir', { params: { clientId }, query: range, signal }),
  });
  return (
    <>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t('statements.tabs.kebir')}
        columns={columns}
        rows={data?.items ?? none}
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
          <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
            <span className="cut">
              {row.code} {row.name}
            </span>
            <BalanceSide value={row.closing} />
          </div>
        )}
        empty={<Empty icon="scale" title={t('books.empty')} next={t('books.emptyNext')} />}
      />
    </>
  );
}

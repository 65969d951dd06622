/** Every posted line of a client's books, a row a line: found by account, words and dates, in any order. */
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import type { CallInput } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { useSparseRows } from '../../api/sparse-rows.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Amount } from '../../ui/small.tsx';
import { gridSort, nextOrder, sortOf } from '../../ui/sort-in-address.ts';
import { GridTools } from '../views/grid-tools.tsx';
import { idOfLine, LineCard, lineColumns } from './line-columns.tsx';
import { VoucherTabs } from './voucher-tabs.tsx';

type Filter = NonNullable<CallInput<'GET /clients/:clientId/voucher-lines/summary'>['query']>;
type Order = NonNullable<NonNullable<CallInput<'GET /clients/:clientId/voucher-lines'>['query']>['order']>;
const ORDERS = [
  'date',
  '-date',
  'account',
  '-account',
  'debit',
  '-debit',
  'credit',
  '-credit',
] as const satisfies readonly Order[];

interface Search {
  readonly ara?: string | undefined;
  readonly bas?: string | undefined;
  readonly son?: string | undefined;
  readonly sirala?: string | undefined;
}

function useLines(clientId: string, filter: Filter, order: Order) {
  const params = useMemo(() => ({ clientId }), [clientId]);
  const key = useMemo(() => ['voucher-lines', clientId, filter, order], [clientId, filter, order]);
  const page = useCallback(
    (place: { offset: number; limit: number }, signal?: AbortSignal) =>
      api.call('GET /clients/:clientId/voucher-lines', {
        params,
        query: { ...filter, order, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [params, filter, order],
  );
  return useSparseRows({
    key,
    summary: (signal) =>
      api.call('GET /clients/:clientId/voucher-lines/summary', { params, query: filter, signal }),
    page,
  });
}

function useFilters() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/fisler/satirlar' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/fisler/satirlar' });
  const { ara, bas, son, hesap } = search;
  const filter = useMemo<Filter>(
    () => ({
      ...(ara === undefined ? {} : { q: ara }),
      ...(bas === undefined ? {} : { from: bas }),
      ...(son === undefined ? {} : { to: son }),
      ...(hesap === undefined ? {} : { account: hesap }),
    }),
    [ara, bas, son, hesap],
  );
  const go = useCallback(
    (change: Search) =>
      void navigate({
        to: '/mukellefler/$clientId/fisler/satirlar',
        params: { clientId },
        search: (now) =>
          Object.fromEntries(
            Object.entries({ ...now, ...change }).filter(([, value]) => value !== '' && value !== undefined),
          ),
        replace: true,
      }),
    [navigate, clientId],
  );
  return { clientId, search, filter, go };
}

export function VoucherLinesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const router = useRouter();
  const { clientId, search, filter, go } = useFilters();
  const order = sortOf(search.sirala, ORDERS) ?? 'date';
  const list = useLines(clientId, filter, order);
  const columns = useMemo(() => lineColumns(t, format, clientId), [t, format, clientId]);
  const find = useCallback((q: string) => go({ ara: q }), [go]);
  const mayExport = useCan()('report:read');
  useKeys([{ key: 'Escape', label: t('shell.keys.back'), run: () => router.history.back() }]);
  const sums = list.summary;
  return (
    <Page
      title={t('ledger.lines.title')}
      toolbar={
        <>
          <VoucherTabs clientId={clientId} here="lines" search={search} />
          <span style={{ flex: 1 }} />
          <DateField
            hideLabel
            label={t('ledger.mizan.from')}
            value={search.bas ?? ''}
            onChange={(iso) => go({ bas: iso })}
          />
          <DateField
            hideLabel
            label={t('ledger.mizan.to')}
            value={search.son ?? ''}
            onChange={(iso) => go({ son: iso })}
          />
          <SearchField label={t('ledger.lines.search')} value={search.ara ?? ''} onChange={find} />
          <GridTools
            page="voucher-lines"
            storageKey="voucher-lines"
            columnIds={columns.map((column) => column.id)}
            {...(mayExport && {
              file: (file, shown) => ({
                path: pathOf(
                  '/clients/:clientId/voucher-lines/export',
                  { clientId },
                  { ...filter, order, format: file, columns: shown },
                ),
              }),
            })}
          />
        </>
      }
    >
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <DataGrid
        label={t('ledger.lines.title')}
        columns={columns}
        rows={list.rows}
        rowId={idOfLine}
        storageKey="voucher-lines"
        placeKey={`lines.${clientId}.${JSON.stringify(filter)}.${order}`}
        sorting={{
          sort: gridSort(order),
          onSort: (id) =>
            go({
              sirala: nextOrder(order, id, id === 'date' || id === 'account' ? 'ascending' : 'descending'),
            }),
        }}
        onRange={list.onRange}
        loadRange={list.loadRange}
        onOpen={(line) =>
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId: line.voucherId },
          })
        }
        loading={list.loading}
        {...(sums !== undefined && {
          footer: {
            name: t('ledger.lines.total', { n: format.count(sums.count) }),
            debit: <Amount value={sums.debit} zero="number" />,
            credit: <Amount value={sums.credit} zero="number" />,
          },
        })}
        card={(line) => <LineCard line={line} />}
        empty={<Empty icon="voucher" title={t('ledger.account.empty')} next={t('ledger.lines.emptyNext')} />}
      />
    </Page>
  );
}

/** The office's list of client companies, with what waits at each. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { type Client, type ClientOrder, clientsQuery, rowsOf } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { gridSort, nextOrder, sortOf } from '../../ui/sort-in-address.ts';
import { GridTools } from '../views/grid-tools.tsx';
import { ClientCard, clientColumns } from './client-columns.tsx';

const NewClient = lazy(() => import('./new-client.tsx').then((part) => ({ default: part.NewClient })));

const idOf = (client: Client) => client.id;

const ORDERS = ['title', 'taxId', 'taxOffice', 'review', 'failed', 'notThisClient', 'reading'].flatMap(
  (id) => [id, `-${id}`],
) as ClientOrder[];
/** Columns whose first press puts the first letter first; the others begin with the most. */
const WORDS: ReadonlySet<string> = new Set(['title', 'taxId', 'taxOffice']);

function useWaiting(rows: readonly Client[]): string {
  const { t } = useTranslation();
  const format = useFormat();
  const waiting = rows.filter((client) => client.waiting.review > 0);
  const documents = waiting.reduce((sum, client) => sum + client.waiting.review, 0);
  if (documents === 0) return t('clients.nothingWaits');
  return t('clients.waiting', { clients: format.count(waiting.length), documents: format.count(documents) });
}

export function ClientsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const { ara = '', sirala } = useSearch({ from: '/office/mukellefler' });
  const order = sortOf(sirala, ORDERS) ?? 'title';
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery(clientsQuery(ara, order));
  const rows = rowsOf(query.data);
  const columns = useMemo(() => clientColumns(t), [t]);
  const waiting = useWaiting(rows);
  const go = useCallback(
    (change: { ara?: string; sirala?: string }) =>
      void navigate({
        to: '/mukellefler',
        search: (now) =>
          Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value !== '')),
        replace: true,
      }),
    [navigate],
  );
  const search = useCallback((q: string) => go({ ara: q }), [go]);
  const open = (client: Client) =>
    void navigate({ to: '/mukellefler/$clientId/belgeler', params: { clientId: client.id } });
  useKeys(can('client:write') ? [{ key: 'n', label: t('clients.new'), run: () => setAdding(true) }] : []);
  const add = can('client:write') && (
    <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
      {t('clients.new')}
      <KeyCap>N</KeyCap>
    </Button>
  );
  const none = can('client:write') ? (
    <Empty icon="company" title={t('clients.empty')} next={t('clients.emptyNext')}>
      {add}
    </Empty>
  ) : (
    <Empty icon="company" title={t('clients.emptyClient')} next={t('clients.emptyClientNext')} />
  );
  return (
    <Page
      title={t('clients.title')}
      sub={rows.length > 0 && ara === '' ? waiting : undefined}
      acts={add}
      toolbar={
        <>
          <SearchField label={t('clients.search')} value={ara} onChange={search} />
          <span style={{ flex: 1 }} />
          <GridTools
            page="clients"
            storageKey="clients"
            columnIds={columns.map((column) => column.id)}
            file={(file, shown) => ({
              path: pathOf('/clients/export', {}, { q: ara, order, format: file, columns: shown }),
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('clients.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="clients"
        sorting={{
          sort: gridSort(order),
          onSort: (id) => go({ sirala: nextOrder(order, id, WORDS.has(id) ? 'ascending' : 'descending') }),
        }}
        onOpen={open}
        openLabel={t('clients.open')}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        loading={query.isFetching && rows.length === 0}
        card={(client) => <ClientCard client={client} />}
        empty={
          ara === '' ? (
            none
          ) : (
            <Empty icon="search" title={t('clients.noMatch', { q: ara })} next={t('clients.noMatchNext')} />
          )
        }
      />
      <Suspense fallback={null}>
        {adding && <NewClient onClose={() => setAdding(false)} onCreated={open} />}
      </Suspense>
    </Page>
  );
}

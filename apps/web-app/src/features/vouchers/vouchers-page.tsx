/** The vouchers of a client, by state and date; as long as all of them, of which only what is in sight is loaded. */
import { Button } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import type { CallInput } from '../../api/contracts.ts';
import type { VoucherItem } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useSparseRows } from '../../api/sparse-rows.ts';
import { useFormat } from '../../format/use-format.ts';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Amount, Chips, KeyCap } from '../../ui/small.tsx';
import { gridSort, nextOrder, sortOf } from '../../ui/sort-in-address.ts';
import { useMarks } from '../desk/marks.ts';
import { GridTools } from '../views/grid-tools.tsx';

import type { SeenDraft } from './drafts-bar.tsx';

import { ImportLink } from './import-link.tsx';

import { VoucherCard, voucherColumns } from './voucher-columns.tsx';
import { VoucherTabs } from './voucher-tabs.tsx';

// Comes with the first mark.
const DraftsBar = lazy(() =>
  withTexts(['edit', 'review'], import('./drafts-bar.tsx')).then((part) => ({ default: part.DraftsBar })),
);

// Where a closing check led here.
const BackToChecks = lazy(() =>
  withTexts(['periods'], import('../periods/back-to-checks.tsx')).then((part) => ({
    default: part.BackToChecks,
  })),
);

const idOf = (voucher: VoucherItem) => voucher.id;
const STATUSES = ['all', 'draft', 'posted'] as const;
type Status = (typeof STATUSES)[number];
type Filter = NonNullable<CallInput<'GET /clients/:clientId/vouchers/summary'>['query']>;
type Order = NonNullable<NonNullable<CallInput<'GET /clients/:clientId/vouchers'>['query']>['order']>;
const ORDERS = [
  'date',
  '-date',
  'no',
  '-no',
  'type',
  '-type',
  'description',
  '-description',
] as const satisfies readonly Order[];

interface Search {
  readonly durum?: string | undefined;
  readonly ara?: string | undefined;
  readonly bas?: string | undefined;
  readonly son?: string | undefined;
  readonly sirala?: string | undefined;
}

function filterOf({ durum, ara, bas, son }: Search): Filter {
  const status = durum === 'draft' || durum === 'posted' ? durum : undefined;
  return {
    ...(status === undefined ? {} : { status }),
    ...(ara === undefined ? {} : { q: ara }),
    ...(bas === undefined ? {} : { from: bas }),
    ...(son === undefined ? {} : { to: son }),
  };
}

function useVouchers(clientId: string, filter: Filter, order: Order) {
  const params = useMemo(() => ({ clientId }), [clientId]);
  const key = useMemo(() => ['vouchers', clientId, filter, order], [clientId, filter, order]);
  const page = useCallback(
    (place: { offset: number; limit: number }, signal?: AbortSignal) =>
      api.call('GET /clients/:clientId/vouchers', {
        params,
        query: { ...filter, order, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [params, filter, order],
  );
  return useSparseRows({
    key,
    summary: (signal) =>
      api.call('GET /clients/:clientId/vouchers/summary', { params, query: filter, signal }),
    page,
  });
}

const NOT_LOADED = { id: '' };

/** The vouchers chosen for a change together; null where none is. */
function useChosen(
  clientId: string,
  filter: Filter,
  order: Order,
  list: ReturnType<typeof useVouchers>,
  enabled: boolean,
) {
  const { t } = useTranslation();
  const rows = useMemo(() => list.rows.map((row) => row ?? NOT_LOADED), [list.rows]);
  const name = `vouchers.${clientId}.${JSON.stringify(filter)}.${order}`;
  const marks = useMarks(name, rows, enabled, {
    mark: t('ledger.bulk.keyMark'),
    range: t('ledger.bulk.keyRange'),
    all: t('ledger.bulk.keyAll'),
    clear: t('ledger.bulk.clear'),
  });
  const count = marks.all ? (list.summary?.count ?? list.rows.length) : marks.ids.size;
  if (count === 0) return { marks, chosen: null };
  const load = async (): Promise<readonly SeenDraft[]> => {
    if (!marks.all)
      return list.rows.flatMap((row) => (row !== undefined && marks.ids.has(row.id) ? [row] : []));
    const { items } = await api.call('GET /clients/:clientId/vouchers', {
      params: { clientId },
      query: { ...filter, order, limit: 500 },
    });
    return items;
  };
  const onAll = marks.all ? null : marks.markAll;
  return { marks, chosen: { clientId, count, load, onAll, onClear: marks.clear } };
}

/** The filters in the address, and how to change them. */
function useFilters() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/fisler' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/fisler' });
  const { durum, ara } = search;
  const { bas, son } = daysOfAddress(search);
  const filter = useMemo(() => filterOf({ durum, ara, bas, son }), [durum, ara, bas, son]);
  const go = useCallback(
    (change: Search) =>
      void navigate({
        to: '/mukellefler/$clientId/fisler',
        params: { clientId },
        search: (now) =>
          Object.fromEntries(
            Object.entries({
              ...now,
              ...('bas' in change || 'son' in change ? { bas, son } : {}),
              ...change,
            }).filter(([, value]) => value !== '' && value !== undefined && value !== 'all'),
          ),
        replace: true,
      }),
    [navigate, clientId, bas, son],
  );
  return { clientId, search, filter, go };
}

function NoVouchers({ unfiltered }: { unfiltered: boolean }) {
  const { t } = useTranslation();
  if (unfiltered)
    return <Empty icon="voucher" title={t('ledger.vouchers.empty')} next={t('ledger.vouchers.emptyNext')} />;
  return (
    <Empty
      icon="search"
      title={t('ledger.vouchers.emptyFilter')}
      next={t('ledger.vouchers.emptyFilterNext')}
    />
  );
}

export function VouchersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { clientId, search, filter, go } = useFilters();
  const { durum, ara, bas, son } = search;
  const order = sortOf(search.sirala, ORDERS) ?? '-date';
  const list = useVouchers(clientId, filter, order);
  const can = useCan();
  const mayWrite = can('voucher:write');
  const { marks, chosen } = useChosen(clientId, filter, order, list, mayWrite);
  const columns = useMemo(
    () => voucherColumns(t, format, clientId, mayWrite ? marks : null),
    [t, format, clientId, mayWrite, marks],
  );
  const find = useCallback((q: string) => go({ ara: q }), [go]);
  const create = () => void navigate({ to: '/mukellefler/$clientId/fisler/yeni', params: { clientId } });
  useKeys(mayWrite ? [{ key: 'n', label: t('ledger.voucher.new'), run: create }] : []);
  const status: Status = STATUSES.find((value) => value === durum) ?? 'all';
  const sums = list.summary;
  return (
    <Page
      title={t('ledger.vouchers.title')}
      {...(search.kapanis !== undefined && {
        sub: (
          <Suspense fallback={null}>
            <BackToChecks clientId={clientId} month={search.kapanis} />
          </Suspense>
        ),
      })}
      acts={
        mayWrite && (
          <>
            <ImportLink clientId={clientId} />
            <Button leftSection={<Icon name="plus" />} onClick={create}>
              {t('ledger.voucher.new')}
              <KeyCap>N</KeyCap>
            </Button>
          </>
        )
      }
      toolbar={
        <>
          <VoucherTabs clientId={clientId} here="vouchers" search={search} />
          <Chips
            label={t('ledger.vouchers.status')}
            value={status}
            onChange={(value) => go({ durum: value })}
            choices={STATUSES.map((value) => ({ value, label: t(`ledger.vouchers.${value}`) }))}
          />
          <span style={{ flex: 1 }} />
          <DateField
            hideLabel
            label={t('ledger.mizan.from')}
            value={bas ?? ''}
            onChange={(iso) => go({ bas: iso })}
          />
          <DateField
            hideLabel
            label={t('ledger.mizan.to')}
            value={son ?? ''}
            onChange={(iso) => go({ son: iso })}
          />
          <SearchField label={t('ledger.vouchers.search')} value={ara ?? ''} onChange={find} />
          <GridTools
            page="vouchers"
            storageKey="vouchers"
            columnIds={columns.map((column) => column.id)}
            {...(can('report:read') && {
              file: (file, shown) => ({
                path: pathOf(
                  '/clients/:clientId/vouchers/export',
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
        label={t('ledger.vouchers.title')}
        columns={columns}
        rows={list.rows}
        rowId={idOf}
        storageKey="vouchers"
        placeKey={`vouchers.${clientId}.${JSON.stringify(filter)}.${order}`}
        sorting={{
          sort: gridSort(order),
          onSort: (id) => go({ sirala: nextOrder(order, id, id === 'date' ? 'descending' : 'ascending') }),
        }}
        onRange={list.onRange}
        loadRange={list.loadRange}
        onOpen={(voucher) =>
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId: voucher.id },
          })
        }
        loading={list.loading}
        {...(sums !== undefined && {
          footer: {
            description: t('ledger.vouchers.total', { n: format.count(sums.count) }),
            debit: <Amount value={sums.debit} zero="number" />,
            credit: <Amount value={sums.credit} zero="number" />,
          },
        })}
        card={(voucher) => <VoucherCard voucher={voucher} marks={mayWrite ? marks : null} />}
        empty={<NoVouchers unfiltered={Object.keys(filter).length === 0} />}
      />
      <Suspense fallback={null}>{chosen !== null && <DraftsBar {...chosen} />}</Suspense>
    </Page>
  );
}

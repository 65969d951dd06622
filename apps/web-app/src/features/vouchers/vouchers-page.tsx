/** The vouchers of a client, by state and date. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf, type VoucherFilter, type VoucherItem, vouchersQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { VoucherCard, voucherColumns } from './voucher-columns.tsx';

const idOf = (voucher: VoucherItem) => voucher.id;
const STATUSES = ['all', 'draft', 'posted'] as const;
type Status = (typeof STATUSES)[number];

interface Filters {
  readonly durum?: string | undefined;
  readonly ara?: string | undefined;
  readonly bas?: string | undefined;
  readonly son?: string | undefined;
}

function filterOf({ durum, ara, bas, son }: Filters): VoucherFilter {
  const status = durum === 'draft' || durum === 'posted' ? durum : undefined;
  return {
    ...(status === undefined ? {} : { status }),
    ...(ara === undefined ? {} : { q: ara }),
    ...(bas === undefined ? {} : { from: bas }),
    ...(son === undefined ? {} : { to: son }),
  };
}

export function VouchersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/fisler' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/fisler' });
  const { durum, ara } = search;
  const { bas, son } = daysOfAddress(search);
  const filter = useMemo(() => filterOf({ durum, ara, bas, son }), [durum, ara, bas, son]);
  const query = useInfiniteQuery(vouchersQuery(clientId, filter));
  const rows = rowsOf(query.data);
  const columns = useMemo(() => voucherColumns(t, format, clientId), [t, format, clientId]);
  const go = useCallback(
    (change: Filters) =>
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
  const find = useCallback((q: string) => go({ ara: q }), [go]);
  const unfiltered = Object.keys(filter).length === 0;
  const mayWrite = useCan()('voucher:write');
  const create = () => void navigate({ to: '/mukellefler/$clientId/fisler/yeni', params: { clientId } });
  useKeys(mayWrite ? [{ key: 'n', label: t('ledger.voucher.new'), run: create }] : []);
  const status: Status = STATUSES.find((value) => value === durum) ?? 'all';
  return (
    <Page
      title={t('ledger.vouchers.title')}
      acts={
        mayWrite && (
          <Button leftSection={<Icon name="plus" />} onClick={create}>
            {t('ledger.voucher.new')}
            <KeyCap>N</KeyCap>
          </Button>
        )
      }
      toolbar={
        <>
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
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('ledger.vouchers.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="vouchers"
        placeKey={`vouchers.${clientId}.${JSON.stringify(filter)}`}
        onOpen={(voucher) =>
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId: voucher.id },
          })
        }
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        loading={query.isFetching && rows.length === 0}
        card={(voucher) => <VoucherCard voucher={voucher} />}
        empty={
          unfiltered ? (
            <Empty icon="voucher" title={t('ledger.vouchers.empty')} next={t('ledger.vouchers.emptyNext')} />
          ) : (
            <Empty
              icon="search"
              title={t('ledger.vouchers.emptyFilter')}
              next={t('ledger.vouchers.emptyFilterNext')}
            />
          )
        }
      />
    </Page>
  );
}

/** The posted lines of an account and its sub-accounts with their running balance: from a figure of the mizan to the voucher. */
import { Link, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import type { AccountLine } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useSparseRows } from '../../api/sparse-rows.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { idOfLine, LineCard, lineColumns } from '../vouchers/line-columns.tsx';
import { BalanceSide } from './balance-side.tsx';

interface Range {
  readonly from?: string;
  readonly to?: string;
}

function useAccountLines(clientId: string, accountCode: string, range: Range) {
  const params = useMemo(() => ({ clientId, accountCode }), [clientId, accountCode]);
  const key = useMemo(() => ['account-lines', clientId, accountCode, range], [clientId, accountCode, range]);
  const page = useCallback(
    (place: { offset: number; limit: number }, signal?: AbortSignal) =>
      api.call('GET /clients/:clientId/accounts/:accountCode/lines', {
        params,
        query: { ...range, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [params, range],
  );
  return useSparseRows({
    key,
    summary: (signal) =>
      api.call('GET /clients/:clientId/accounts/:accountCode/lines/summary', {
        params,
        query: range,
        signal,
      }),
    page,
  });
}

/** Those of all lines, unsorted, since a balance runs in one order alone; and the balance. */
function useColumns(clientId: string): GridColumn<AccountLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      ...lineColumns(t, format, clientId)
        .filter((column) => column.id !== 'type')
        .map((column) => ({ ...column, sortable: false })),
      {
        id: 'balance',
        header: t('ledger.account.column.balance'),
        width: 160,
        align: 'end',
        cell: (line) => <BalanceSide value={line.balance} />,
        copy: (line) => ({ number: line.balance }),
      },
    ],
    [t, format, clientId],
  );
}

export function AccountPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const router = useRouter();
  const { clientId, accountCode } = useParams({ from: '/office/mukellefler/$clientId/mizan/$accountCode' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/mizan/$accountCode' });
  const { bas, son } = daysOfAddress(search);
  const range = useMemo<Range>(
    () => ({ ...(bas === undefined ? {} : { from: bas }), ...(son === undefined ? {} : { to: son }) }),
    [bas, son],
  );
  const list = useAccountLines(clientId, accountCode, range);
  const columns = useColumns(clientId);
  const mayExport = useCan()('report:read');
  useKeys([{ key: 'Escape', label: t('shell.keys.back'), run: () => router.history.back() }]);
  const sums = list.summary;
  const dates =
    bas !== undefined && son !== undefined ? `${format.date(bas)} – ${format.date(son)}` : undefined;
  return (
    <Page
      title={t('ledger.account.title', { code: accountCode })}
      sub={[sums?.name, dates].filter((part) => part != null).join(' · ') || undefined}
      acts={
        <>
          <Link
            to="/mukellefler/$clientId/defterler/$kitap"
            params={{ clientId, kitap: 'muavin' }}
            search={{
              hesap: accountCode,
              ...(bas !== undefined && { bas }),
              ...(son !== undefined && { son }),
            }}
          >
            {t('ledger.account.muavin')}
          </Link>{' '}
          <Link to="/mukellefler/$clientId/mizan" params={{ clientId }} search={search}>
            {t('ledger.account.back')}
          </Link>
        </>
      }
      toolbar={
        <>
          <span className="soft">
            {sums !== undefined && t('ledger.account.opening', { amount: format.amount(sums.opening) })}
          </span>
          <span style={{ flex: 1 }} />
          <GridTools
            page="account-lines"
            storageKey="account-lines"
            columnIds={columns.map((column) => column.id)}
            {...(mayExport && {
              file: (file, shown) => ({
                path: pathOf(
                  '/clients/:clientId/accounts/:accountCode/lines/export',
                  { clientId, accountCode },
                  { ...range, format: file, columns: shown },
                ),
              }),
            })}
          />
        </>
      }
    >
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <DataGrid
        label={t('ledger.account.title', { code: accountCode })}
        columns={columns}
        rows={list.rows}
        rowId={idOfLine}
        storageKey="account-lines"
        placeKey={`account.${clientId}.${accountCode}.${bas}.${son}`}
        loading={list.loading}
        onRange={list.onRange}
        loadRange={list.loadRange}
        onOpen={(line) =>
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId: line.voucherId },
          })
        }
        {...(sums !== undefined && {
          footer: {
            name: t('ledger.account.total', { n: format.count(sums.count) }),
            debit: <Amount value={sums.debit} zero="number" />,
            credit: <Amount value={sums.credit} zero="number" />,
            balance: <BalanceSide value={sums.closing} />,
          },
        })}
        card={(line) => <LineCard line={line} />}
        empty={<Empty icon="scale" title={t('ledger.account.empty')} next={t('ledger.account.emptyNext')} />}
      />
    </Page>
  );
}

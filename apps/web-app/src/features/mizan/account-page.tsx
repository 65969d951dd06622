/** The posted lines of an account and its sub-accounts: from a figure of the mizan to the voucher. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountLine, accountLinesQuery, rowsOf } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';

const idOf = (line: AccountLine) => `${line.voucherId}.${line.lineNo}`;

function useColumns(clientId: string): GridColumn<AccountLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'date',
        header: t('ledger.account.column.date'),
        width: 112,
        fixed: true,
        cell: (line) => format.date(line.date),
      },
      {
        id: 'no',
        header: t('ledger.account.column.no'),
        width: 80,
        align: 'end',
        cell: (line) => format.count(line.fisNo),
      },
      {
        id: 'account',
        header: t('ledger.account.column.account'),
        width: 240,
        cell: (line) => `${line.accountCode} ${line.accountName}`,
      },
      {
        id: 'description',
        header: t('ledger.account.column.description'),
        width: 220,
        grow: true,
        cell: (line) => line.description,
      },
      {
        id: 'document',
        header: t('ledger.account.column.document'),
        width: 170,
        cell: (line) =>
          line.documentId !== null && (
            <Link
              to="/mukellefler/$clientId/belgeler"
              params={{ clientId }}
              search={{ belge: line.documentId }}
              tabIndex={-1}
            >
              {line.documentNo ?? t('ledger.voucher.document')}
            </Link>
          ),
      },
      {
        id: 'debit',
        header: t('ledger.account.column.debit'),
        width: 130,
        align: 'end',
        cell: (line) => <Amount value={line.debit} />,
      },
      {
        id: 'credit',
        header: t('ledger.account.column.credit'),
        width: 130,
        align: 'end',
        cell: (line) => <Amount value={line.credit} />,
      },
    ],
    [t, format, clientId],
  );
}

function Card({ line }: { line: AccountLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const debit = line.debit !== '0' && line.debit !== '0.00';
  return (
    <>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <span className="cut">{line.description}</span>
        <span style={{ whiteSpace: 'nowrap' }}>
          <Amount value={debit ? line.debit : line.credit} />{' '}
          <span className="faint">
            {debit ? t('ledger.mizan.column.debit') : t('ledger.mizan.column.credit')}
          </span>
        </span>
      </div>
      <span className="faint cut">
        {format.date(line.date)} · {line.fisNo} · {line.accountCode} {line.accountName}
      </span>
    </>
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
  const query = useInfiniteQuery(accountLinesQuery(clientId, accountCode, bas, son));
  const rows = rowsOf(query.data);
  const columns = useColumns(clientId);
  useKeys([{ key: 'Escape', label: t('shell.keys.back'), run: () => router.history.back() }]);
  const range =
    bas !== undefined && son !== undefined ? `${format.date(bas)} – ${format.date(son)}` : undefined;
  return (
    <Page
      title={t('ledger.account.title', { code: accountCode })}
      sub={range}
      acts={
        <Link to="/mukellefler/$clientId/mizan" params={{ clientId }} search={search}>
          {t('ledger.account.back')}
        </Link>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('ledger.account.title', { code: accountCode })}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="account-lines"
        placeKey={`account.${clientId}.${accountCode}.${bas}.${son}`}
        loading={query.isPending}
        onOpen={(line) =>
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId: line.voucherId },
          })
        }
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        card={(line) => <Card line={line} />}
        empty={<Empty icon="scale" title={t('ledger.account.empty')} next={t('ledger.account.emptyNext')} />}
      />
    </Page>
  );
}

/** The lines of a book in the grid: those of the yevmiye with their entry, those of an account with the running balance. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLine, JournalLine } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useSparseRows } from '../../api/sparse-rows.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';
import { idOfLine, LineCard, lineColumns } from '../vouchers/line-columns.tsx';
import type { BookView } from './use-book-view.ts';

/** The balance or the entry's total is in sight beside the menu on a screen of 1440: words give way to it. */
const NARROWER: Readonly<Record<string, number>> = { name: 110, description: 110, document: 140 };

/** A book has its own order, and its widths. */
function ofBook<Line>(column: GridColumn<Line>): GridColumn<Line> {
  return { ...column, width: NARROWER[column.id] ?? column.width, sortable: false };
}

/** A line of either book; an account's has a balance, the first of an entry its total. */
export type ShownLine = AccountLine | JournalLine;

export function useBookColumns({
  clientId,
  book,
}: Pick<BookView, 'clientId' | 'book'>): GridColumn<ShownLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const numbered: GridColumn<ShownLine> = {
      id: 'yevmiyeNo',
      header: t('books.column.yevmiyeNo'),
      width: 84,
      align: 'end',
      cell: (line) =>
        line.yevmiyeNo === null ? (
          <span className="faint" title={t('books.unnumbered')}>
            —
          </span>
        ) : (
          format.count(line.yevmiyeNo)
        ),
      copy: (line) => (line.yevmiyeNo === null ? null : { number: String(line.yevmiyeNo) }),
    };
    const [date, ...rest] = lineColumns(t, format, clientId).map(ofBook);
    const money = (
      id: string,
      header: string,
      of: (line: ShownLine) => string | null,
    ): GridColumn<ShownLine> => ({
      id,
      header,
      width: 130,
      align: 'end',
      cell: (line) => {
        const value = of(line);
        return value === null ? null : id === 'balance' ? (
          <BalanceSide value={value} />
        ) : (
          <Amount value={value} />
        );
      },
      copy: (line) => {
        const value = of(line);
        return value === null ? null : { number: value };
      },
    });
    const last =
      book === 'yevmiye'
        ? money('entryTotal', t('books.column.entryTotal'), (line) =>
            'entryTotal' in line ? line.entryTotal : null,
          )
        : money('balance', t('ledger.account.column.balance'), (line) =>
            'balance' in line ? line.balance : null,
          );
    return [...(date === undefined ? [] : [date]), numbered, ...rest, last];
  }, [t, format, clientId, book]);
}

/** The pages of a book as they come into sight, and what it comes to. */
export function useBookLines({ clientId, book, range, account }: BookView) {
  const accountCode = book === 'yevmiye' ? null : account;
  const key = useMemo(
    () => ['mizan', clientId, 'defter', accountCode, range],
    [clientId, accountCode, range],
  );
  const page = useCallback(
    async (
      place: { offset: number; limit: number },
      signal?: AbortSignal,
    ): Promise<{ items: readonly ShownLine[] }> => {
      const asked = { query: { ...range, ...place }, ...(signal === undefined ? {} : { signal }) };
      return accountCode === null
        ? api.call('GET /clients/:clientId/yevmiye', { params: { clientId }, ...asked })
        : api.call('GET /clients/:clientId/accounts/:accountCode/lines', {
            params: { clientId, accountCode },
            ...asked,
          });
    },
    [clientId, accountCode, range],
  );
  const summary = async (signal: AbortSignal) => {
    if (accountCode === null) {
      const sums = await api.call('GET /clients/:clientId/yevmiye/summary', {
        params: { clientId },
        query: range,
        signal,
      });
      return { ...sums, account: null };
    }
    const sums = await api.call('GET /clients/:clientId/accounts/:accountCode/lines/summary', {
      params: { clientId, accountCode },
      query: range,
      signal,
    });
    return { ...sums, unnumbered: 0, account: sums };
  };
  return useSparseRows({ key, summary, page });
}

interface BookLinesProps {
  readonly view: BookView;
  readonly list: ReturnType<typeof useBookLines>;
  readonly columns: GridColumn<ShownLine>[];
}

export function BookLines({ view, list, columns }: BookLinesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { clientId, book } = view;
  const sums = list.summary;
  return (
    <>
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <DataGrid
        label={t(`statements.tabs.${book}`)}
        columns={columns}
        rows={list.rows}
        rowId={idOfLine}
        storageKey={`defter-${book}`}
        placeKey={view.placeKey}
        loading={list.loading}
        onRange={list.onRange}
        loadRange={list.loadRange}
        openLabel={t('statements.cari.open')}
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
            ...(sums.account !== null && { balance: <BalanceSide value={sums.account.closing} /> }),
          },
        })}
        card={(line) => <LineCard line={line} />}
        empty={<Empty icon="scale" title={t('books.empty')} next={t('books.emptyNext')} />}
      />
    </>
  );
}

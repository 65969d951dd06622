/** What is to be known of the lines of a book, above them; and the key that opens the document of the line one stands on. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { placeOfActive, recallPlace } from '../../ui/data-grid/use-active-row.ts';
import { idOfLine } from '../vouchers/line-columns.tsx';
import type { ShownLine, useBookLines } from './book-lines.tsx';
import { currencyColumns } from './currency-columns.tsx';
import type { BookView } from './use-book-view.ts';

interface BookFactsProps {
  readonly view: BookView;
  readonly list: ReturnType<typeof useBookLines>;
  /** Told the columns of the account's currencies. */
  readonly onColumns: (columns: GridColumn<ShownLine>[]) => void;
}

function useDocumentKey({ view, list }: Pick<BookFactsProps, 'view' | 'list'>): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => {
    const { activeId, index } = recallPlace(view.placeKey);
    const line = list.rows[placeOfActive(list.rows, idOfLine, { id: activeId, index })];
    if (line?.documentId == null) return;
    void navigate({
      to: '/mukellefler/$clientId/belgeler',
      params: { clientId: view.clientId },
      search: { belge: line.documentId },
    });
  };
  useKeys([{ key: 'o', label: t('books.openDocument'), run: open, group: 'list' }]);
}

export function BookFacts(props: BookFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  useDocumentKey(props);
  const sums = props.list.summary;
  const found = sums?.account?.currencies;
  const { onColumns } = props;
  useEffect(() => {
    const currencies = found?.map(({ currency }) => currency) ?? [];
    onColumns(currencyColumns(t, currencies));
  }, [t, found, onColumns]);
  return (
    <>
      {sums !== undefined && sums.unnumbered > 0 && (
        <span>{t('books.unnumberedCount', { n: format.count(sums.unnumbered) })}</span>
      )}
      {sums?.account != null && (
        <>
          <span>{sums.account.name}</span>
          <span>{t('books.devir', { amount: format.amount(sums.account.opening) })}</span>
          {sums.account.currencies.map(({ currency, closing }) => (
            <span key={currency}>
              {t('statements.cari.currency', { currency, amount: format.amount(closing) })}
            </span>
          ))}
        </>
      )}
    </>
  );
}

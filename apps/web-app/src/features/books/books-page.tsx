/** The books of a client: yevmiye, kebir and muavin, with one period for all of them. */

import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty, Page } from '../../ui/page.tsx';
import type { Whose } from '../statements/choose-cari.tsx';
import { StatementTabs } from '../statements/statement-tabs.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { BookLines, type ShownLine, useBookColumns, useBookLines } from './book-lines.tsx';
import classes from './books.module.css';
import { PeriodFields } from './period-fields.tsx';
import { type BookView, useBookView } from './use-book-view.ts';

// Below and beside the lines; the choice of the muavin's account is loaded with the book that has it.
const loadMore = () => withTexts(['bookTools'], import('./book-more.ts'));
const KebirAccounts = lazy(async () => ({ default: (await loadMore()).KebirAccounts }));
const AccountMonths = lazy(async () => ({ default: (await loadMore()).AccountMonths }));
const BookTools = lazy(async () => ({ default: (await loadMore()).BookTools }));
const BookFacts = lazy(async () => ({ default: (await loadMore()).BookFacts }));
const ChooseCari = lazy(() =>
  import('../statements/choose-cari.tsx').then((part) => ({ default: part.ChooseCari })),
);

function LinesOfBook({ view }: { view: BookView }) {
  const list = useBookLines(view);
  const own = useBookColumns(view);
  // Few accounts have them: whoever tells of the currencies brings their columns.
  const [more, setMore] = useState<GridColumn<ShownLine>[]>([]);
  const columns = useMemo(() => [...own, ...more], [own, more]);
  return (
    <>
      <div className={classes.facts}>
        <Suspense fallback={null}>
          <BookFacts view={view} list={list} onColumns={setMore} />
        </Suspense>
      </div>
      <BookLines view={view} list={list} columns={columns} />
    </>
  );
}

export function BooksPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const view = useBookView();
  const { clientId, book, account, byMonth, prior, go } = view;
  // Which currencies an account has, the server knows; one word stands for the columns of all of them.
  const columnIds = [...useBookColumns(view).map((column) => column.id), 'fx'];
  useKeys(
    book === 'kebir' && account !== null
      ? [{ key: 'Escape', label: t('shell.keys.back'), run: () => go({ hesap: '' }) }]
      : [],
  );
  const choose = (whose: Whose) => {
    if ('hesap' in whose) go({ hesap: whose.hesap }, 'muavin');
    else void navigate({ to: '/mukellefler/$clientId/defterler/cari', params: { clientId }, search: whose });
  };
  const isKebirList = book === 'kebir' && account === null;
  const listKey = isKebirList ? 'defter-kebir-hesaplari' : byMonth ? 'defter-aylar' : `defter-${book}`;
  // As wide as what comes there: nothing beside it moves.
  const toolsWidth =
    (isKebirList ? 0 : 204) +
    (isKebirList || byMonth ? 110 : 0) +
    (prior !== null && (isKebirList || byMonth) ? 225 : 0);
  return (
    <Page
      title={
        account === null || book === 'yevmiye'
          ? t(`statements.tabs.${book}`)
          : `${t(`statements.tabs.${book}`)} ${account}`
      }
      toolbar={
        <>
          <StatementTabs clientId={clientId} />
          {book === 'muavin' && (
            <Suspense fallback={<span style={{ width: 200, height: 30 }} />}>
              <ChooseCari clientId={clientId} shown={account ?? ''} onChosen={choose} />
            </Suspense>
          )}
          <PeriodFields {...view} />
          {(isKebirList || (book === 'muavin' && account !== null)) && (
            <span className={classes.tools} style={{ minWidth: `min(100%, ${toolsWidth}px)` }}>
              <Suspense fallback={null}>
                <BookTools {...view} />
              </Suspense>
            </span>
          )}
          <span style={{ flex: 1 }} />
          <GridTools
            page={`defter-${book}`}
            storageKey={listKey}
            columnIds={isKebirList || byMonth ? [] : columnIds}
            {...((book !== 'muavin' || account !== null) && {
              file: async (format, columns) => ({
                path: (await loadMore()).pathOfFile(view, { format, ...(columns !== '' && { columns }) }),
              }),
            })}
          />
        </>
      }
    >
      {isKebirList && (
        <Suspense fallback={null}>
          <KebirAccounts {...view} />
        </Suspense>
      )}
      {book === 'muavin' && account === null && (
        <Empty icon="scale" title={t('books.start')} next={t('books.startNext')} />
      )}
      {byMonth && (
        <Suspense fallback={null}>
          <AccountMonths {...view} />
        </Suspense>
      )}
      {!byMonth && (book === 'yevmiye' || account !== null) && <LinesOfBook view={view} />}
    </Page>
  );
}

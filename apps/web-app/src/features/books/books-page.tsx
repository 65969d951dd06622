/** The books of a client: yevmiye, kebir and muavin, with one period for all of them. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Empty, Page } from '../../ui/page.tsx';
import type { Whose } from '../statements/choose-cari.tsx';
import { StatementTabs } from '../statements/statement-tabs.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { BookLines, useBookColumns, useBookLines } from './book-lines.tsx';
import { PeriodFields } from './period-fields.tsx';
import { type BookView, useBookView } from './use-book-view.ts';

// The accounts of the kebir and the choice of the muavin's are loaded with the book that has them.
const KebirAccounts = lazy(() =>
  import('./kebir-accounts.tsx').then((part) => ({ default: part.KebirAccounts })),
);
const ChooseCari = lazy(() =>
  import('../statements/choose-cari.tsx').then((part) => ({ default: part.ChooseCari })),
);

/** The file of the book that is shown; the kebir's is that of all its accounts. */
function pathOfFile(
  { clientId, book, range, account }: BookView,
  query: { format: string; columns?: string },
) {
  const asked = { ...range, ...query };
  if (book === 'yevmiye') return pathOf('/clients/:clientId/yevmiye/export', { clientId }, asked);
  if (account === null) return pathOf('/clients/:clientId/kebir/export', { clientId }, asked);
  return pathOf(
    '/clients/:clientId/accounts/:accountCode/lines/export',
    { clientId, accountCode: account },
    asked,
  );
}

function Facts({ list }: { list: ReturnType<typeof useBookLines> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sums = list.summary;
  return (
    <div
      className="soft"
      style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 16px', padding: '0 12px 6px', minHeight: 24 }}
    >
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
    </div>
  );
}

function LinesOfBook({ view }: { view: BookView }) {
  const list = useBookLines(view);
  const found = list.summary?.account?.currencies;
  const currencies = useMemo(() => found?.map(({ currency }) => currency) ?? [], [found]);
  const columns = useBookColumns(view, currencies);
  return (
    <>
      <Facts list={list} />
      <BookLines view={view} list={list} columns={columns} />
    </>
  );
}

export function BooksPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const view = useBookView();
  const { clientId, book, account, go } = view;
  const columnIds = useBookColumns(view).map((column) => column.id);
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
          <span style={{ flex: 1 }} />
          <GridTools
            page={`defter-${book}`}
            storageKey={isKebirList ? 'defter-kebir-hesaplari' : `defter-${book}`}
            columnIds={columnIds}
            {...((book !== 'muavin' || account !== null) && {
              file: (file, columns) => ({
                path: pathOfFile(view, {
                  format: file,
                  ...(!isKebirList && columns !== undefined && { columns }),
                }),
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
      {(book === 'yevmiye' || account !== null) && <LinesOfBook view={view} />}
    </Page>
  );
}

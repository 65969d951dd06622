/** What every use case of the ledger works with. */
import type { ExportDeps } from '../table-export.ts';
import type { BooksNews } from './books-news.ts';
import type { BooksListeners } from './posting-listeners.ts';

export interface LedgerContext extends ExportDeps {
  readonly listeners: BooksListeners;
  readonly news: BooksNews;
}

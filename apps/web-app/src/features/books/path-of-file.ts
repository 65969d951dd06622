/** Where the file of what the page of the books shows is made. */
import { pathOf } from '../../api/client.ts';
import type { BookView } from './use-book-view.ts';

/** The file of the book that is shown; the kebir's is that of all its accounts. */
export function pathOfFile(
  { clientId, book, range, prior, byMonth, account }: BookView,
  query: { format: string; columns?: string },
) {
  const compared = { ...range, ...query, ...(prior !== null && { prior: `${prior.from}/${prior.to}` }) };
  const asked = { ...range, ...query };
  if (byMonth && account !== null)
    return pathOf(
      '/clients/:clientId/accounts/:accountCode/months/export',
      { clientId, accountCode: account },
      compared,
    );
  if (book === 'yevmiye') return pathOf('/clients/:clientId/yevmiye/export', { clientId }, asked);
  if (account === null) return pathOf('/clients/:clientId/kebir/export', { clientId }, compared);
  return pathOf(
    '/clients/:clientId/accounts/:accountCode/lines/export',
    { clientId, accountCode: account },
    asked,
  );
}

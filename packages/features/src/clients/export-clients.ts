/** The list of client companies as a file. */
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { type Asked, type ExportColumn, exportList } from '../table-export.ts';
import { type ClientRow, clientsOf } from './clients.queries.ts';
import type { clientsContract } from './contract.ts';
import type { ClientsContext } from './open-client.ts';

const count = (
  id: string,
  tr: string,
  en: string,
  cell: (row: ClientRow) => number,
): ExportColumn<ClientRow> => ({ id, header: { tr, en }, kind: 'count', width: 10, cell, sum: true });

/** Ids are those of the columns on the screen. */
const columns: readonly ExportColumn<ClientRow>[] = [
  { id: 'title', header: { tr: 'Unvan', en: 'Title' }, kind: 'text', width: 44, cell: (row) => row.title },
  {
    id: 'taxId',
    header: { tr: 'VKN / TCKN', en: 'Tax number' },
    kind: 'text',
    width: 12,
    cell: (row) => row.taxId,
  },
  {
    id: 'taxOffice',
    header: { tr: 'Vergi dairesi', en: 'Tax office' },
    kind: 'text',
    width: 18,
    cell: (row) => row.taxOffice,
  },
  count('review', 'İncelenecek', 'To review', (row) => row.review),
  count('failed', 'Okunamayan', 'Unreadable', (row) => row.failed),
  count('notThisClient', 'Başkasının', 'Not theirs', (row) => row.notThisClient),
  count('reading', 'Okunuyor', 'Reading', (row) => row.reading),
];

/** All clients that match, in the order of the screen. Throws what `exportList` throws. */
export function exportClients(
  context: ClientsContext,
  asked: Asked,
  query: RouteInput<typeof clientsContract.exportClients>['query'],
): Promise<FileResult> {
  const text = query.q?.trim() || null;
  return exportList(context, asked, query, async (trx, tenantId) => ({
    title: { tr: 'Mükellefler', en: 'Clients' },
    clientId: null,
    facts: text === null ? [] : [{ tr: `aranan: “${text}”`, en: `searched: “${text}”` }],
    columns,
    rows: readInGroups(
      trx,
      clientsOf(tenantId, { text, archived: query.archived, order: query.order, after: null, limit: null }),
    ),
  }));
}

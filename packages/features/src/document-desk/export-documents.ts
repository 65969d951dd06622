/** The list of a client's documents as a file: all that match, in the order of the list. */
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { filterOfQuery } from '../document-intake/contract.ts';
import { type Asked, type ExportDeps, exportList } from '../table-export.ts';
import type { documentDeskContract } from './contract.ts';
import { documentsOf } from './desk.queries.ts';
import { filterWords } from './filter-words.ts';
import { documentColumns } from './table-columns.ts';

/** Throws what `exportList` throws. */
export function exportDocuments(
  deps: ExportDeps,
  asked: Asked,
  clientId: string,
  { format, columns, order, ...query }: RouteInput<typeof documentDeskContract.exportDocuments>['query'],
): Promise<FileResult> {
  const filter = { ...filterOfQuery(query), clientId };
  return exportList(deps, asked, { format, columns }, async (trx, tenantId) => ({
    title: { tr: 'Belgeler', en: 'Documents' },
    clientId,
    facts: [filterWords(filter)],
    columns: documentColumns,
    rows: readInGroups(trx, await documentsOf(trx, tenantId, filter, order)),
  }));
}

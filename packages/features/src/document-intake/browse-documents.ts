/** A page of a client's documents, with the counts of all of them. */

import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Database } from '../feature.ts';
import type { Caller } from './change-documents.ts';
import type { DocumentOrder, documentIntakeContract } from './contract.ts';
import { filterOfQuery } from './document-filter.ts';
import { countDocuments, countMembersByState, listDocuments } from './documents.queries.ts';
import { presentCounts, presentListItem } from './present-document.ts';

type Query = z.output<typeof documentIntakeContract.listDocuments.query>;

/** Throws CLIENT_NOT_FOUND for a client out of the caller's sight. */
export async function browseDocuments(
  deps: { readonly db: Database },
  { tenantId, scope }: Caller,
  clientId: string,
  { cursor, limit, order, ...query }: Query,
) {
  const place = { tenantId, clientId };
  const filter = { ...filterOfQuery(query), clientId };
  const after = placeOf(cursor, order);
  return inScope(deps.db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const found = await listDocuments(trx, tenantId, { filter, order, after, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const archives = rows.filter((row) => row.kind === 'archive').map((row) => row.document_id);
    const members = await countMembersByState(trx, tenantId, archives);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => presentListItem(row, members.get(row.document_id))),
      nextCursor: last === undefined ? null : encodeCursor([order, last.sort_key ?? '', last.document_id]),
      ...presentCounts(await countDocuments(trx, place)),
    };
  });
}

/** Where a page begins; the cursor of another order, or one made up, is the beginning. */
function placeOf(cursor: string | undefined, order: DocumentOrder): readonly [string | null, string] | null {
  const [asked, key, documentId] = decodeCursor(cursor, 3) ?? [];
  if (asked !== order || key === undefined || !isUuid(documentId)) return null;
  return isKeyOf(order, key) ? [key, documentId] : null;
}

/** Whether a text can be the key of a row in this order: the database would refuse another. */
function isKeyOf(order: DocumentOrder, key: string): boolean {
  if (order.startsWith('date')) return key === '-infinity' || isoDate.safeParse(key).success;
  if (order.startsWith('amount'))
    return /^-?\d{1,19}$/.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key);
  return !key.includes('\0');
}

const isUuid = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A page of what waits for review, over all clients or of one, with the counts of all of it. */

import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Database } from '../feature.ts';
import type { Caller } from './change-documents.ts';
import type { documentIntakeContract as contract } from './contract.ts';
import { presentListItem } from './present-document.ts';
import { countQueue, listQueue, type QueuePlace } from './queue.queries.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws CLIENT_NOT_FOUND where a client is named that is out of the caller's sight. */
export async function browseQueue(
  { db }: { readonly db: Database },
  { tenantId, scope }: Caller,
  { cursor, limit, order, ...filter }: z.output<typeof contract.listQueue.query>,
): Promise<RouteResult<typeof contract.listQueue>> {
  const { clientId } = filter;
  return inScope(db, scope, async (trx) => {
    if (clientId !== undefined && !(await clientIsInSight(trx, tenantId, clientId)))
      throw clientErrors.CLIENT_NOT_FOUND();
    const found = await listQueue(trx, tenantId, { filter, order, after: placeOf(cursor), limit: limit + 1 });
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => ({ ...presentListItem(row, undefined), clientTitle: row.client_title })),
      nextCursor:
        last === undefined ? null : encodeCursor([last.client_key, last.client_id, last.document_id]),
      ...(await countQueue(trx, tenantId, filter)),
    };
  });
}

/** A cursor that was made up is the beginning. */
function placeOf(cursor: string | undefined): QueuePlace | null {
  const [key, clientId, documentId] = decodeCursor(cursor, 3) ?? [];
  if (key === undefined || key.includes('\0')) return null;
  return isUuid(clientId) && isUuid(documentId) ? [key, clientId, documentId] : null;
}

const isUuid = (text: string | undefined): text is string => text !== undefined && UUID.test(text);

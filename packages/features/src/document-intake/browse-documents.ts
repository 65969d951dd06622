/** A page of a client's documents, with the counts of all of them. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import type { Database } from '../feature.ts';
import type { Caller } from './change-documents.ts';
import { type documentIntakeContract, documentState } from './contract.ts';
import { countDocuments, countMembersByState, listDocuments } from './documents.queries.ts';
import { clientIsInSight } from './intake.queries.ts';
import { presentCounts, presentListItem } from './present-document.ts';

type Query = z.output<typeof documentIntakeContract.listDocuments.query>;

/** Throws CLIENT_NOT_FOUND for a client out of the caller's sight. */
export async function browseDocuments(
  deps: { readonly db: Database },
  { tenantId, scope }: Caller,
  clientId: string,
  { cursor, state, limit, ...filter }: Query,
) {
  const place = { tenantId, clientId };
  const after = uuidOrNull(decodeCursor(cursor, 1)?.[0]);
  const { kind, notThisClient, clean, q, month, order } = filter;
  const wanted = {
    kind,
    notThisClient,
    clean,
    q,
    month,
    order,
    states: statesOf(state),
    after,
    limit: limit + 1,
  };
  return inScope(deps.db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, place))) throw clientErrors.CLIENT_NOT_FOUND();
    const found = await listDocuments(trx, place, wanted);
    const rows = found.slice(0, limit);
    const archives = rows.filter((row) => row.kind === 'archive').map((row) => row.document_id);
    const members = await countMembersByState(trx, tenantId, archives);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => presentListItem(row, members.get(row.document_id))),
      nextCursor: last === undefined ? null : encodeCursor([last.document_id]),
      ...presentCounts(await countDocuments(trx, place)),
    };
  });
}

/** Unknown states are passed over; none known is no filter. */
function statesOf(text: string | undefined): string[] | null {
  const states = (text ?? '').split(',').filter((state) => documentState.safeParse(state).success);
  return states.length === 0 ? null : states;
}

const uuidOrNull = (text: string | undefined) =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;

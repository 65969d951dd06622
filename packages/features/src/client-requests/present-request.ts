/** Requests as the contract shows them, with their history. */
import type { Trx } from '../feature.ts';
import { type EntryRow, findRequest, listEntries, type RequestRow } from './client-requests.queries.ts';
import { type RequestView, requestErrors, requestView } from './contract.ts';

const shape = requestView.shape;

/** `today` (ISO) decides what is late; a client user does not learn who works in the office. */
export interface Reader {
  readonly tenantId: string;
  readonly today: string;
  readonly isClientUser: boolean;
}

export async function presentRequests(
  trx: Trx,
  reader: Reader,
  rows: readonly RequestRow[],
): Promise<RequestView[]> {
  const entries = await listEntries(
    trx,
    reader.tenantId,
    rows.map(({ id }) => id),
  );
  const byRequest = Map.groupBy(entries, ({ requestId }) => requestId);
  return rows.map((row) => present(row, byRequest.get(row.id) ?? [], reader));
}

/** Throws REQUEST_NOT_FOUND for what is not there or out of the reader's sight. */
export async function showRequest(trx: Trx, reader: Reader, requestId: string): Promise<RequestView> {
  const row = await findRequest(trx, reader.tenantId, requestId);
  if (row === null) throw requestErrors.REQUEST_NOT_FOUND();
  return present(row, await listEntries(trx, reader.tenantId, [requestId]), reader);
}

function present(
  row: RequestRow,
  entries: readonly EntryRow[],
  { today, isClientUser }: Reader,
): RequestView {
  const { documentId, fileName } = row;
  return {
    id: row.id,
    clientId: row.clientId,
    clientTitle: row.clientTitle,
    kind: shape.kind.parse(row.kind),
    text: row.text,
    dueDate: row.dueDate,
    month: row.month,
    document:
      documentId === null || fileName === null
        ? null
        : { id: documentId, fileName, documentNo: row.documentNo },
    state: shape.state.parse(row.state),
    late: row.state === 'open' && row.dueDate !== null && row.dueDate < today,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    history: shape.history.parse(
      entries.map((entry) => ({
        id: entry.id,
        act: entry.act,
        text: entry.text,
        at: entry.at.toISOString(),
        byClient: entry.byClient,
        by: isClientUser && !entry.byClient ? null : entry.by,
        files: entry.files,
      })),
    ),
  };
}

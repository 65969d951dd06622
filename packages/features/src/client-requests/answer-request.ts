/** The client's side: answers with words, with uploaded documents, or both. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { notify } from '../notify.queries.ts';
import { type RequestsContext, readerOf } from './ask-clients.ts';
import {
  changeRequest,
  insertEntry,
  linkFiles,
  listWaitingPeople,
  lockRequest,
} from './client-requests.queries.ts';
import { type RequestView, requestErrors } from './contract.ts';
import { showRequest } from './present-request.ts';

/** Throws REQUEST_NOT_FOUND, REQUEST_CLOSED, REQUEST_ANSWER_EMPTY, REQUEST_DOCUMENT_UNKNOWN. */
export function answerRequest(
  context: RequestsContext,
  scope: Scope,
  requestId: string,
  { text, documentIds }: { readonly text: string; readonly documentIds: readonly string[] },
): Promise<RequestView> {
  const reader = readerOf(context, scope);
  const { tenantId } = reader;
  const wanted = [...new Set(documentIds)];
  if (text === '' && wanted.length === 0) throw requestErrors.REQUEST_ANSWER_EMPTY();
  return inScope(context.db, scope, async (trx) => {
    const request = await lockRequest(trx, tenantId, requestId);
    if (request === null) throw requestErrors.REQUEST_NOT_FOUND();
    if (request.state === 'closed') throw requestErrors.REQUEST_CLOSED();
    const { clientId } = request;
    const entry = { requestId, clientId, text, userId: scope.userId, byClient: true };
    const entryId = await insertEntry(trx, tenantId, { ...entry, act: 'answered' });
    const found = await linkFiles(trx, tenantId, { requestId, clientId, entryId }, wanted);
    if (found !== wanted.length) throw requestErrors.REQUEST_DOCUMENT_UNKNOWN();
    await changeRequest(trx, tenantId, requestId, { state: 'answered' });
    await notify(trx, {
      tenantId,
      userIds: await listWaitingPeople(trx, tenantId, requestId),
      kind: 'request-answered',
      clientId,
      link: `/istekler?istek=${requestId}`,
    });
    return showRequest(trx, reader, requestId);
  });
}

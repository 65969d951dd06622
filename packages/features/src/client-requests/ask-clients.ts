/** The office's side: asks one client or many, asks again, closes. */

import { type Clock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { z } from 'zod';
import { clientErrors } from '../clients/contract.ts';
import type { Database, Trx } from '../feature.ts';
import { officeName } from '../office-heading.queries.ts';
import {
  changeRequest,
  documentIsOfClient,
  insertEntry,
  insertRequest,
  listAskedClients,
  listClientUsers,
  lockRequest,
} from './client-requests.queries.ts';
import { type clientRequestsContract, type RequestView, requestErrors } from './contract.ts';
import { type Reader, showRequest } from './present-request.ts';

/** Told to a person of the client; the mail goes out when the transaction is saved. */
export interface RequestMail {
  readonly tenantId: string;
  readonly clientId: string;
  readonly userId: string;
  readonly officeName: string;
  readonly clientTitle: string;
  readonly text: string;
  readonly dueDate: string | null;
}

export interface RequestsContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly tell: (trx: Trx, mail: RequestMail) => Promise<void>;
}

type NewRequests = z.output<typeof clientRequestsContract.createRequests.body>;

export function readerOf({ clock }: Pick<RequestsContext, 'clock'>, scope: Scope): Reader {
  return {
    tenantId: tenantOf(scope),
    today: turkishDay(clock),
    isClientUser: scope.clientIds !== null,
  };
}

/**
 * All clients are asked, or none. Throws CLIENT_NOT_FOUND (one is not there or archived), REQUEST_OF_ONE_CLIENT,
 * REQUEST_DOCUMENT_UNKNOWN.
 */
export function askClients(
  context: RequestsContext,
  scope: Scope,
  input: NewRequests,
): Promise<{ items: RequestView[]; withoutUser: string[] }> {
  const reader = readerOf(context, scope);
  const { tenantId } = reader;
  const clientIds = [...new Set(input.clientIds)];
  return inScope(context.db, scope, async (trx) => {
    const clients = await listAskedClients(trx, tenantId, clientIds);
    if (clients.length !== clientIds.length) throw clientErrors.CLIENT_NOT_FOUND();
    const documentId = input.documentId ?? null;
    await refuseForeignDocument(trx, tenantId, clientIds, documentId);
    const items: RequestView[] = [];
    for (const { clientId } of clients) {
      const request = {
        clientId,
        kind: input.kind,
        text: input.text,
        dueDate: input.dueDate ?? null,
        month: input.month ?? null,
        documentId,
      };
      const requestId = await insertRequest(trx, tenantId, scope.userId, request);
      const entry = { requestId, clientId, text: input.text, userId: scope.userId, byClient: false };
      await insertEntry(trx, tenantId, { ...entry, act: 'asked' });
      items.push(await showRequest(trx, reader, requestId));
    }
    const told = await tellUsers(context, trx, tenantId, clients, input.text, input.dueDate ?? null);
    return { items, withoutUser: clientIds.filter((clientId) => !told.has(clientId)) };
  });
}

async function refuseForeignDocument(
  trx: Trx,
  tenantId: string,
  [clientId = '', ...others]: readonly string[],
  documentId: string | null,
): Promise<void> {
  if (documentId === null) return;
  if (others.length > 0) throw requestErrors.REQUEST_OF_ONE_CLIENT();
  if (!(await documentIsOfClient(trx, tenantId, clientId, documentId)))
    throw requestErrors.REQUEST_DOCUMENT_UNKNOWN();
}

/** Writes to every user of these clients; answers the clients that have one. */
async function tellUsers(
  { tell }: RequestsContext,
  trx: Trx,
  tenantId: string,
  clients: readonly { readonly clientId: string; readonly title: string }[],
  text: string,
  dueDate: string | null,
): Promise<Set<string>> {
  const name = await officeName(trx, tenantId);
  const users = await listClientUsers(
    trx,
    tenantId,
    clients.map(({ clientId }) => clientId),
  );
  const titles = new Map(clients.map(({ clientId, title }) => [clientId, title]));
  for (const { clientId, userId } of users) {
    const clientTitle = titles.get(clientId) ?? '';
    await tell(trx, { tenantId, clientId, userId, officeName: name, clientTitle, text, dueDate });
  }
  return new Set(users.map(({ clientId }) => clientId));
}

/** Opens what was answered or closed once more, with a reason. Throws REQUEST_NOT_FOUND. */
export function askAgain(
  context: RequestsContext,
  scope: Scope,
  requestId: string,
  { text, dueDate }: { readonly text: string; readonly dueDate?: string | null | undefined },
): Promise<RequestView> {
  const reader = readerOf(context, scope);
  const { tenantId } = reader;
  return inScope(context.db, scope, async (trx) => {
    const request = await lockRequest(trx, tenantId, requestId);
    if (request === null) throw requestErrors.REQUEST_NOT_FOUND();
    const { clientId } = request;
    await changeRequest(trx, tenantId, requestId, { state: 'open', dueDate });
    const entry = { requestId, clientId, text, userId: scope.userId, byClient: false };
    await insertEntry(trx, tenantId, { ...entry, act: 'asked-again' });
    const view = await showRequest(trx, reader, requestId);
    const clients = [{ clientId, title: view.clientTitle }];
    await tellUsers(context, trx, tenantId, clients, `${view.text}\n\n${text}`, view.dueDate);
    return view;
  });
}

/** Throws REQUEST_NOT_FOUND. */
export function closeRequest(
  context: RequestsContext,
  scope: Scope,
  requestId: string,
): Promise<RequestView> {
  const reader = readerOf(context, scope);
  const { tenantId } = reader;
  return inScope(context.db, scope, async (trx) => {
    const request = await lockRequest(trx, tenantId, requestId);
    if (request === null) throw requestErrors.REQUEST_NOT_FOUND();
    const { clientId, state } = request;
    if (state !== 'closed') {
      await changeRequest(trx, tenantId, requestId, { state: 'closed' });
      const entry = { requestId, clientId, text: '', userId: scope.userId, byClient: false };
      await insertEntry(trx, tenantId, { ...entry, act: 'closed' });
    }
    return showRequest(trx, reader, requestId);
  });
}

/** Writes to a person of a client company that the office asks something of it. */
import type { Trx } from '../feature.ts';
import type { MailOutboxService } from '../mail-outbox/contract.ts';
import { clientRequestMail } from './mail-texts.ts';
import { findUser } from './users.queries.ts';

interface ClientRequest {
  readonly tenantId: string;
  readonly clientId: string;
  readonly userId: string;
  readonly officeName: string;
  readonly clientTitle: string;
  readonly text: string;
  /** ISO day. */
  readonly dueDate: string | null;
}

/** Posted within the transaction that asks; nothing to whoever is disabled by now. `publicUrl` opens the portal. */
export async function mailClientRequest(
  { outbox, publicUrl }: { readonly outbox: Pick<MailOutboxService, 'post'>; readonly publicUrl: string },
  trx: Trx,
  request: ClientRequest,
): Promise<void> {
  const user = await findUser(trx, request.userId);
  if (user === null || user.disabled) return;
  const { subject, text } = clientRequestMail(user, request, `${publicUrl}/portal`);
  await outbox.post(trx, request.tenantId, {
    purpose: 'request',
    source: null,
    clientId: request.clientId,
    to: [{ address: user.email, name: user.name }],
    ...{ subject, text, html: null, attachments: [] },
  });
}

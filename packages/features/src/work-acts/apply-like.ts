/** Brings the accounts chosen on one draft to another document of the same counterparty and kind. */
import type { HeldDocument } from '../document-intake/contract.ts';
import { isAlike, rolesOfDraft } from './alike.queries.ts';
import { type Changed, changeEach, type Part } from './change-each.ts';
import { workActErrors } from './contract.ts';
import type { Item, Outcome } from './items.queries.ts';

export function applyLike(part: Part): Promise<Outcome[]> {
  return changeEach(part, (document, item) => applyTo(part, document, item));
}

/** The lines as they were are kept in the item. The draft's version goes up by one. */
async function applyTo(part: Part, document: HeldDocument, item: Item): Promise<Changed> {
  const { context, trx, tenantId, act } = part;
  const { documentId, fileName, state, voucherId } = document;
  if (state !== 'READY' || voucherId === null || voucherId !== item.voucherId)
    throw workActErrors.DOCUMENT_CHANGED_SINCE({ fileName });
  if (!(await isAlike(trx, tenantId, documentId, act.likeDocumentId ?? '')))
    throw workActErrors.ALIKE_NOT_ALIKE({ fileName });
  const chosen = new Map((act.changes ?? []).map(({ role, account }) => [role, account]));
  const roles = await rolesOfDraft(trx, tenantId, voucherId, [...chosen.keys()]);
  const differing = roles.filter(({ role, account, lines }) => lines > 1 || account !== chosen.get(role));
  if (differing.length === 0) throw workActErrors.ALIKE_NOT_ALIKE({ fileName });
  if (differing.some(({ lines }) => lines > 1)) throw workActErrors.ALIKE_ROLE_SPLIT({ fileName });
  const draft = await context.ledger.acts.copyDraft(trx, tenantId, voucherId);
  const changes = differing.map(({ role }) => ({ role, account: chosen.get(role) ?? '' }));
  const seen = { voucherId, version: item.voucherVersion ?? 0 };
  await context.ledger.acts.changeAccounts(trx, tenantId, seen, changes);
  return { before: { state, draft }, readings: [] };
}

/** Drafts of invoices, their lists, their files, and who may be a buyer. */
import { addUpDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { UUID } from '@muhasebi/accounting/duzenleme/check-draft.ts';
import { isIsoDate } from '@muhasebi/accounting/fatura/iso-date.ts';
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive, clientIsInSight } from '../clients-in-sight.queries.ts';
import { issuedInvoiceErrors as errors, type IssuedInvoiceView, type ListedInvoice } from './contract.ts';
import { type DraftOnWire, draftWire } from './draft-wire.ts';
import { found, held, present, presentListed } from './found-invoice.ts';
import type { InvoiceContext } from './invoice-context.ts';
import {
  countInvoices,
  type DraftColumns,
  findBuyers,
  type InvoiceCounts,
  insertDraft,
  type ListWish,
  listInvoices,
  saveDraft,
  saveState,
} from './issued-invoices.queries.ts';

export interface ListAsked extends ListWish {
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Throws CLIENT_NOT_FOUND. */
export function showInvoices(
  { db }: InvoiceContext,
  scope: Scope,
  clientId: string,
  { cursor, limit, ...wish }: ListAsked,
): Promise<{ items: ListedInvoice[]; nextCursor: string | null; counts: InvoiceCounts }> {
  const tenantId = tenantOf(scope);
  const [last = ''] = decodeCursor(cursor, 1) ?? [];
  const after = UUID.test(last) ? last : null;
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const rows = await listInvoices(trx, tenantId, clientId, wish, { after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(presentListed);
    const end = rows.length > limit ? items.at(-1) : undefined;
    return {
      items,
      nextCursor: end === undefined ? null : encodeCursor([end.id]),
      counts: await countInvoices(trx, tenantId, clientId, wish),
    };
  });
}

/** Throws ISSUED_INVOICE_NOT_FOUND. */
export function showInvoice({ db }: InvoiceContext, scope: Scope, id: string): Promise<IssuedInvoiceView> {
  return inScope(db, scope, async (trx) => present(await found(trx, tenantOf(scope), id)));
}

/** Throws CLIENT_NOT_FOUND, also of a client that is archived. */
export function openDraft(
  { db }: InvoiceContext,
  scope: Scope,
  clientId: string,
  draft: DraftOnWire,
): Promise<IssuedInvoiceView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsActive(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const id = await insertDraft(trx, tenantId, clientId, columnsOf(draft));
    return present(await found(trx, tenantId, id));
  });
}

/** Throws ISSUED_INVOICE_NOT_FOUND, ISSUED_INVOICE_CHANGED. */
export function changeDraft(
  { db }: InvoiceContext,
  scope: Scope,
  id: string,
  { version, draft }: { readonly version: number; readonly draft: DraftOnWire },
): Promise<IssuedInvoiceView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await held(trx, tenantId, id, version, 'draft');
    await saveDraft(trx, tenantId, id, columnsOf(draft));
    return present(await found(trx, tenantId, id));
  });
}

/** Gives a draft up, or takes it back. Throws ISSUED_INVOICE_NOT_FOUND, ISSUED_INVOICE_CHANGED. */
export function setState(
  { db }: InvoiceContext,
  scope: Scope,
  id: string,
  version: number,
  state: 'draft' | 'cancelled',
): Promise<IssuedInvoiceView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await held(trx, tenantId, id, version, state === 'cancelled' ? 'draft' : 'cancelled');
    await saveState(trx, tenantId, id, state);
    return present(await found(trx, tenantId, id));
  });
}

/** Throws ISSUED_INVOICE_NOT_FOUND, also of one that is not issued. */
export async function openFile(
  { db, storage }: InvoiceContext,
  scope: Scope,
  id: string,
): Promise<FileResult> {
  const tenantId = tenantOf(scope);
  const { number, sha256, sizeBytes } = await inScope(db, scope, (trx) => found(trx, tenantId, id));
  if (number === null || sha256 === null) throw errors.ISSUED_INVOICE_NOT_FOUND();
  return {
    fileName: `${number}.xml`,
    contentType: 'application/xml',
    sizeBytes: Number(sizeBytes),
    stream: await storage.stream({ tenantId, sha256 }),
  };
}

/** Throws CLIENT_NOT_FOUND. */
export function showBuyers(
  { db }: InvoiceContext,
  scope: Scope,
  clientId: string,
  words: string,
): Promise<DraftOnWire['customer'][]> {
  const tenantId = tenantOf(scope);
  const party = draftWire.shape.customer;
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    const rows = await findBuyers(trx, tenantId, clientId, words.replaceAll(/[%_\\]/g, ''));
    return rows.map(
      ({ taxId, name, content }) => party.safeParse(content).data ?? party.parse({ taxId, name }),
    );
  });
}

function columnsOf(draft: DraftOnWire): DraftColumns {
  const { customer, buyer, profile, type, issueDate, currency } = draft;
  const isExport = profile === 'IHRACAT';
  return {
    ...{ profile, type, currency },
    content: JSON.stringify(draft),
    buyerTaxId: isExport ? '' : customer.taxId,
    buyerName: (isExport ? buyer?.name : customer.name) ?? '',
    issueDate: isIsoDate(issueDate) ? issueDate : null,
    payableKurus: addUpDraft(draft).totals.payableKurus,
  };
}

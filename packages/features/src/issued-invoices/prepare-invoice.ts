/** What a new invoice begins with: who sells, from the client's card and its last invoice; a copy; or a return of what was received. */
import type { InvoiceDraft } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { canBeReturned, returnOf } from '@muhasebi/accounting/duzenleme/return-of.ts';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { clientErrors } from '../clients/contract.ts';
import { documentErrors } from '../document-intake/contract.ts';
import type { Trx } from '../feature.ts';
import { issuedInvoiceErrors } from './contract.ts';
import { type DraftOnWire, draftWire } from './draft-wire.ts';
import type { InvoiceContext } from './invoice-context.ts';
import {
  findInvoice,
  findReadInvoice,
  findSeller,
  lastContent,
  listSeries,
  type SeriesRow,
} from './issued-invoices.queries.ts';

const NOWHERE = { street: null, building: null, district: null, city: null, postalZone: null };
const NOBODY = { taxId: '', name: '', taxOffice: null, email: null, phone: null, website: null };

/** Throws CLIENT_NOT_FOUND, ISSUED_INVOICE_NOT_FOUND, DOCUMENT_NOT_FOUND, INVOICE_NOT_RETURNABLE. */
export function prepareInvoice(
  { db, clock }: InvoiceContext,
  scope: Scope,
  clientId: string,
  from: { readonly copyOf?: string | undefined; readonly returnOf?: string | undefined },
): Promise<{ draft: DraftOnWire; series: SeriesRow[] }> {
  const tenantId = tenantOf(scope);
  // Türkiye: UTC+3 all year.
  const now = new Date(clock.now().getTime() + 3 * 3_600_000).toISOString();
  const time = { issueDate: now.slice(0, 10), issueTime: now.slice(11, 19) };
  return inScope(db, scope, async (trx) => {
    const empty = await emptyDraft(trx, tenantId, clientId, time);
    const series = await listSeries(trx, tenantId, clientId);
    if (from.copyOf !== undefined) return { draft: await copied(trx, tenantId, from.copyOf, time), series };
    if (from.returnOf === undefined) return { draft: draftWire.parse(empty), series };
    const invoice = (await findReadInvoice(trx, tenantId, clientId, from.returnOf)) as Invoice | null;
    if (invoice === null) throw documentErrors.DOCUMENT_NOT_FOUND();
    if (!canBeReturned(invoice))
      throw issuedInvoiceErrors.INVOICE_NOT_RETURNABLE({ number: invoice.number ?? '' });
    return { draft: draftWire.parse(returnOf(invoice, empty)), series };
  });
}

async function emptyDraft(
  trx: Trx,
  tenantId: string,
  clientId: string,
  time: Pick<InvoiceDraft, 'issueDate' | 'issueTime'>,
): Promise<InvoiceDraft> {
  const seller = await findSeller(trx, tenantId, clientId);
  if (seller === null) throw clientErrors.CLIENT_NOT_FOUND();
  const last = draftWire.safeParse(await lastContent(trx, tenantId, clientId)).data;
  const { taxId, title, taxOffice, address, phone, email } = seller;
  return {
    ...time,
    profile: last?.profile === 'EARSIVFATURA' ? 'EARSIVFATURA' : 'TEMELFATURA',
    type: 'SATIS',
    currency: 'TRY',
    exchangeRate: null,
    supplier: {
      ...NOWHERE,
      street: address?.slice(0, 200) ?? null,
      country: 'Türkiye',
      website: null,
      ...(last?.supplier ?? {}),
      ...{ taxId, name: title, taxOffice, phone, email },
    },
    customer: { ...NOBODY, ...NOWHERE, country: 'Türkiye' },
    buyer: null,
    lines: [],
    discountAmount: null,
    notes: [],
    returns: [],
    despatches: [],
    order: null,
    dueDate: null,
    paymentMeansCode: null,
    iban: last?.iban ?? null,
    earchive: last?.profile === 'EARSIVFATURA' ? { sendingType: 'ELEKTRONIK', internet: null } : null,
    export: null,
    certificate: null,
  };
}

/** Of today, and without what belongs to one trade alone. */
async function copied(
  trx: Trx,
  tenantId: string,
  invoiceId: string,
  time: Pick<InvoiceDraft, 'issueDate' | 'issueTime'>,
): Promise<DraftOnWire> {
  const row = await findInvoice(trx, tenantId, invoiceId);
  if (row === null) throw issuedInvoiceErrors.ISSUED_INVOICE_NOT_FOUND();
  const draft = draftWire.parse(row.content);
  return { ...draft, ...time, exchangeRate: null, despatches: [], order: null, dueDate: null };
}

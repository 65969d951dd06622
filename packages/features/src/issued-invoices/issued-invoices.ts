/** Drafts of invoices, and their issuing: number, XML, stored file and the client's own document stand or fall together. */
import { createHash, randomUUID } from 'node:crypto';
import { addUpDraft } from '@muhasebi/accounting/duzenleme/add-up-draft.ts';
import { checkDraft } from '@muhasebi/accounting/duzenleme/check-draft.ts';
import { draftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import { isIsoDate } from '@muhasebi/accounting/fatura/iso-date.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { writeInvoice } from '@muhasebi/connectors/ubl-tr/write/write-invoice.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive, clientIsInSight } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import { issuedInvoiceErrors as errors, type IssuedInvoiceView, type ListedInvoice } from './contract.ts';
import { type DraftOnWire, draftWire } from './draft-wire.ts';
import type { InvoiceContext } from './invoice-context.ts';
import {
  beginSeries,
  type DraftColumns,
  findBuyers,
  findInvoice,
  findSeller,
  giveNumber,
  type InvoiceRow,
  insertDraft,
  listInvoices,
  saveDraft,
  saveFile,
  saveState,
} from './issued-invoices.queries.ts';

/** Throws CLIENT_NOT_FOUND. */
export function showInvoices(
  { db }: InvoiceContext,
  scope: Scope,
  clientId: string,
  state: string | null,
): Promise<ListedInvoice[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
    return (await listInvoices(trx, tenantId, clientId, state)).map(presentListed);
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

export interface Issuing {
  readonly version: number;
  readonly series: string;
  readonly lastSequence?: number | undefined;
}

/**
 * Throws ISSUED_INVOICE_NOT_FOUND, ISSUED_INVOICE_CHANGED, ISSUED_INVOICE_INCOMPLETE with its fields,
 * ISSUED_INVOICE_EARLIER_DAY, INVOICE_SERIES_STARTED, CLIENT_NOT_FOUND.
 */
export function issueInvoice(
  { db, clock, storage, documents }: InvoiceContext,
  scope: Scope,
  id: string,
  { version, series, lastSequence }: Issuing,
): Promise<IssuedInvoiceView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const { clientId, content } = await held(trx, tenantId, id, version, 'draft');
    const draft = draftWire.parse(content);
    await refuseIncomplete(trx, { tenantId, clientId }, draft, turkishDay(clock));
    if (lastSequence !== undefined)
      await begin(
        trx,
        { tenantId, clientId },
        { series, lastSequence, year: Number(draft.issueDate.slice(0, 4)) },
      );
    const ettn = randomUUID();
    const number = await numbered(trx, tenantId, id, { series, ettn, date: draft.issueDate });
    const xml = Buffer.from(writeInvoice({ ...draft, number, ettn }));
    const file = { sha256: createHash('sha256').update(xml).digest('hex'), sizeBytes: xml.byteLength };
    // Before the number is committed: one that stands without its file could never be told from a lost invoice.
    await storage.put({ tenantId, sha256: file.sha256 }, xml);
    const [document] = await documents.receive(trx, {
      ...{ tenantId, clientId, source: id, userId: scope.userId },
      files: [{ ...file, fileName: `${number}.xml`, isArchive: false }],
    });
    if (document === undefined) throw new Error('a file that was received has no document');
    await saveFile(trx, tenantId, id, { ...file, documentId: document.documentId });
    return present(await found(trx, tenantId, id));
  });
}

interface Place {
  readonly tenantId: string;
  readonly clientId: string;
}

async function refuseIncomplete(trx: Trx, place: Place, draft: DraftOnWire, today: string): Promise<void> {
  const seller = await findSeller(trx, place.tenantId, place.clientId);
  const faults = checkDraft(draft, today);
  if (seller?.taxId !== draft.supplier.taxId)
    faults.push(
      draftFault(
        'supplier.taxId',
        'Satıcının numarası mükellefinki değil; mükellef kartındaki numarayı yazın.',
        "The seller's number is not the client's; state the one on its card.",
      ),
    );
  if (faults.length === 0) return;
  throw errors.ISSUED_INVOICE_INCOMPLETE(
    { count: faults.length },
    faults.map(({ place: path, message, messageEn }) => ({ path: `draft.${path}`, message, messageEn })),
  );
}

async function begin(
  trx: Trx,
  { tenantId, clientId }: Place,
  row: { readonly series: string; readonly year: number; readonly lastSequence: number },
): Promise<void> {
  const before = await beginSeries(trx, tenantId, clientId, row);
  if (before !== null)
    throw errors.INVOICE_SERIES_STARTED({ series: row.series, lastSequence: before.lastSequence });
}

async function numbered(
  trx: Trx,
  tenantId: string,
  id: string,
  { series, ettn, date }: { readonly series: string; readonly ettn: string; readonly date: string },
): Promise<string> {
  try {
    return await giveNumber(trx, tenantId, id, { series, ettn });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MU041')
      throw errors.ISSUED_INVOICE_EARLIER_DAY({ series, date });
    throw error;
  }
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

async function found(trx: Trx, tenantId: string, id: string): Promise<InvoiceRow> {
  const row = await findInvoice(trx, tenantId, id);
  if (row === null) throw errors.ISSUED_INVOICE_NOT_FOUND();
  return row;
}

/** Locked, in this state and unchanged since it was read. */
async function held(
  trx: Trx,
  tenantId: string,
  id: string,
  version: number,
  state: InvoiceRow['state'],
): Promise<InvoiceRow> {
  const row = await findInvoice(trx, tenantId, id, { forUpdate: true });
  if (row === null) throw errors.ISSUED_INVOICE_NOT_FOUND();
  if (row.version !== version || row.state !== state) throw errors.ISSUED_INVOICE_CHANGED();
  return row;
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

function presentListed(row: Omit<InvoiceRow, 'content'>): ListedInvoice {
  const {
    id,
    state,
    number,
    buyerName,
    buyerTaxId,
    profile,
    type,
    issueDate,
    currency,
    documentId,
    version,
  } = row;
  return {
    ...{ id, state, number, buyerName, buyerTaxId, profile, type, issueDate, currency, documentId, version },
    payable: kurusToDecimal(row.payableKurus),
    createdAt: row.createdAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
  };
}

function present(row: InvoiceRow): IssuedInvoiceView {
  const { clientId, ettn, content } = row;
  return { ...presentListed(row), clientId, ettn, draft: draftWire.parse(content) };
}

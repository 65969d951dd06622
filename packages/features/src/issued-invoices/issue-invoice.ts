/** Issuing: the official rules are asked first; then number, XML, stored file and the client's own document stand or fall together. */
import { createHash, randomUUID } from 'node:crypto';
import { checkDraft } from '@muhasebi/accounting/duzenleme/check-draft.ts';
import { draftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import { writeInvoice } from '@muhasebi/connectors/ubl-tr/write/write-invoice.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { Trx } from '../feature.ts';
import { askOfficial } from './ask-official.ts';
import { issuedInvoiceErrors as errors, type IssuedInvoiceView, type OfficialWord } from './contract.ts';
import { type DraftOnWire, draftWire } from './draft-wire.ts';
import { found, held, present } from './found-invoice.ts';
import type { InvoiceContext } from './invoice-context.ts';
import { beginSeries, findSeller, giveNumber, listSeries, saveFile } from './issued-invoices.queries.ts';

export interface Issuing {
  readonly version: number;
  readonly series: string;
  readonly lastSequence?: number | undefined;
}

/**
 * The official rules judge outside of the transaction that gives the number: no other issuing waits for them, and a refusal
 * consumes nothing. The draft cannot change between, by its version. Throws ISSUED_INVOICE_NOT_FOUND,
 * ISSUED_INVOICE_CHANGED, ISSUED_INVOICE_INCOMPLETE and ISSUED_INVOICE_BREAKS_RULES with their fields,
 * ISSUED_INVOICE_EARLIER_DAY, INVOICE_SERIES_STARTED, CLIENT_NOT_FOUND.
 */
export async function issueInvoice(
  context: InvoiceContext,
  scope: Scope,
  id: string,
  wish: Issuing,
): Promise<IssuedInvoiceView & { official: OfficialWord }> {
  const { db, clock, judge } = context;
  const tenantId = tenantOf(scope);
  const ettn = randomUUID();
  const ready = await inScope(db, scope, async (trx) => {
    const { clientId, content } = await held(trx, tenantId, id, wish.version, 'draft');
    const draft = draftWire.parse(content);
    await refuseIncomplete(trx, { tenantId, clientId }, draft, turkishDay(clock));
    const number = await nextNumber(trx, { tenantId, clientId }, draft, wish);
    return { draft, number, packs: await judge.installed(trx) };
  });
  const official = await askOfficial(judge, ready.packs, { ...ready, ettn });
  if (official.said === 'fail' && official.inForce)
    throw errors.ISSUED_INVOICE_BREAKS_RULES(
      { count: official.faults.length, version: official.packVersion ?? '' },
      official.faults,
    );
  return { ...(await writeDown(context, scope, id, { ...wish, ettn })), official };
}

function writeDown(
  { db, storage, documents }: InvoiceContext,
  scope: Scope,
  id: string,
  { version, series, lastSequence, ettn }: Issuing & { readonly ettn: string },
): Promise<IssuedInvoiceView> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const { clientId, content } = await held(trx, tenantId, id, version, 'draft');
    const draft = draftWire.parse(content);
    if (lastSequence !== undefined)
      await begin(
        trx,
        { tenantId, clientId },
        { series, lastSequence, year: Number(draft.issueDate.slice(0, 4)) },
      );
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

export interface Place {
  readonly tenantId: string;
  readonly clientId: string;
}

/** Throws ISSUED_INVOICE_INCOMPLETE with its fields. */
export async function refuseIncomplete(
  trx: Trx,
  place: Place,
  draft: DraftOnWire,
  today: string,
): Promise<void> {
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

const LAST = 999_999_999;
const FIRST_SERIES = 'ABC';

/** The number that the invoice would get now; without a series that of the one used last. */
export async function nextNumber(
  trx: Trx,
  { tenantId, clientId }: Place,
  { issueDate }: DraftOnWire,
  wish: { readonly series?: string; readonly lastSequence?: number | undefined },
): Promise<string> {
  const rows = await listSeries(trx, tenantId, clientId);
  const name = wish.series ?? rows[0]?.series ?? FIRST_SERIES;
  const year = issueDate.slice(0, 4);
  const begun = rows.find((row) => row.series === name && row.year === Number(year));
  const next = Math.min((begun?.lastSequence ?? wish.lastSequence ?? 0) + 1, LAST);
  return `${name}${year}${String(next).padStart(9, '0')}`;
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

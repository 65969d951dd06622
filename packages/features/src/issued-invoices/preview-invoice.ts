/** How a draft would look once it is issued, and what the official rules say of it; nothing is numbered, nothing is kept. */
import { randomUUID } from 'node:crypto';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { writeInvoice } from '@muhasebi/connectors/ubl-tr/write/write-invoice.ts';
import { invoicePaper } from '@muhasebi/connectors/ubl-view/invoice-paper.ts';
import { paperHtml } from '@muhasebi/connectors/ubl-view/paper-html.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { askOfficial, type ToBeWritten } from './ask-official.ts';
import { issuedInvoiceErrors as errors, type OfficialWord } from './contract.ts';
import { draftWire } from './draft-wire.ts';
import { found } from './found-invoice.ts';
import type { InvoiceContext } from './invoice-context.ts';
import { nextNumber, refuseIncomplete } from './issue-invoice.ts';

/** Throws ISSUED_INVOICE_NOT_FOUND, ISSUED_INVOICE_CHANGED of one that is no draft, ISSUED_INVOICE_INCOMPLETE with its fields. */
export async function previewInvoice(
  { db, clock, judge }: InvoiceContext,
  scope: Scope,
  id: string,
  language: 'tr' | 'en',
): Promise<{ html: string; official: OfficialWord }> {
  const tenantId = tenantOf(scope);
  const ready = await inScope(db, scope, async (trx) => {
    const { clientId, content, state } = await found(trx, tenantId, id);
    if (state !== 'draft') throw errors.ISSUED_INVOICE_CHANGED();
    const draft = draftWire.parse(content);
    await refuseIncomplete(trx, { tenantId, clientId }, draft, turkishDay(clock));
    const number = await nextNumber(trx, { tenantId, clientId }, draft, {});
    return { draft, number, packs: await judge.installed(trx) };
  });
  const written: ToBeWritten = { ...ready, ettn: randomUUID() };
  return { html: drawn(written, language), official: await askOfficial(judge, ready.packs, written) };
}

/** Without number, ETTN and the QR code of both: nobody takes it for the invoice itself. */
function drawn({ draft, number, ettn }: ToBeWritten, language: 'tr' | 'en'): string {
  const read = readUbl(Buffer.from(writeInvoice({ ...draft, number, ettn })));
  const document = read.ok ? read.documents[0] : undefined;
  if (document?.root !== 'Invoice') throw new Error('an invoice that was written cannot be read');
  return paperHtml(invoicePaper({ ...document.invoice, number: null, ettn: null }, language));
}

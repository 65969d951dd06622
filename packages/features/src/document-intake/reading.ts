/** What reading one document gives, and the columns that its row gets. */
import type { StatedLink } from '@muhasebi/accounting/belge-baglari/stated-links.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Invoice, InvoiceParty } from '@muhasebi/accounting/fatura/invoice.ts';
import { otherPartyOf } from '@muhasebi/accounting/fatura/invoice-kind.ts';
import type { EnvelopeHeader } from '@muhasebi/connectors/ubl-tr/read-envelope-header.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import type { Judged } from '../rule-packs/contract.ts';
import type { Failure } from './failure.ts';

/** A document that this job holds: `version` is its lease, a later claim raises it. */
export interface ClaimedDocument {
  readonly documentId: string;
  readonly version: number;
  readonly sha256: string;
  readonly fileName: string;
  readonly sizeBytes: bigint;
  readonly voucherId: string | null;
  /** Of the envelope that it was taken out of; null where there was none. */
  readonly envelope: EnvelopeHeader | null;
}

type WhoSigned = { readonly name: string | null; readonly taxId: string | null } | null;

/** Of its electronic signature, as it was found when it was read. */
export type SignatureFacts =
  | { readonly state: 'absent' }
  | { readonly state: 'broken' | 'unknown'; readonly signer: WhoSigned }
  | {
      readonly state: 'sound';
      readonly signer: WhoSigned;
      readonly signedAt: string | null;
      readonly chain: 'not-checked' | 'trusted' | 'untrusted';
    };

/** What it states beside its books; see `documents.facts`. */
export interface ReadFacts {
  readonly envelope?: EnvelopeHeader;
  readonly signature?: SignatureFacts;
  /** Of what is no invoice. */
  readonly supplier?: InvoiceParty;
  readonly customer?: InvoiceParty;
}

export type Reading =
  | {
      readonly kind: 'invoice';
      readonly claimed: ClaimedDocument;
      readonly columns: ReadColumns;
      readonly facts: ReadFacts;
      readonly invoice: Invoice;
      /** Null: neither party is the client. */
      readonly direction: 'alis' | 'satis' | null;
      /** What it says of other documents. */
      readonly links: readonly StatedLink[];
      readonly findings: readonly Finding[];
      /** What GİB's official rules say; absent where no pack is installed. */
      readonly official?: Judged;
    }
  | {
      readonly kind: 'other';
      readonly claimed: ClaimedDocument;
      readonly columns: ReadColumns;
      readonly facts: ReadFacts;
      /** No party of it is the client. */
      readonly isOfAnother: boolean;
      readonly links: readonly StatedLink[];
      readonly findings: readonly Finding[];
      readonly official?: Judged;
    }
  /** An envelope of several documents: it is unpacked as an archive. */
  | { readonly kind: 'envelope'; readonly claimed: ClaimedDocument; readonly facts: ReadFacts }
  | {
      readonly kind: 'failed';
      readonly claimed: ClaimedDocument;
      readonly failure: Failure;
      /** Of a PDF or HTML: the ETTN or number of the document that its name says it shows. */
      readonly rendering?: string;
    }
  /** Our own fault, on this document alone: it is tried again by itself. */
  | { readonly kind: 'unexpected'; readonly claimed: ClaimedDocument; readonly error: unknown };

/** Columns that lists and searches use; what the document states beyond their bounds stays in the invoice alone. */
export interface ReadColumns {
  readonly root: string;
  readonly profile: string | null;
  readonly type: string | null;
  readonly documentNo: string | null;
  readonly ettn: string | null;
  readonly issueDate: string | null;
  readonly counterpartyTaxId: string | null;
  readonly counterpartyName: string | null;
  readonly currency: string | null;
  readonly payable: string | null;
}

/**
 * The columns of a read document; the counterparty of an invoice is the one under whom the ledger remembers choices, of
 * another document whoever sent it to the client or had it from the client.
 */
export function columnsOf(document: UblDocument, direction: 'alis' | 'satis' | null): ReadColumns {
  const { header, invoice } = document;
  const counterparty = otherPartyOf(invoice ?? { ...header, buyer: null }, direction ?? 'alis');
  const ettn = bounded(header.uuid, 100);
  return {
    root: document.root,
    profile: bounded(header.profile, 50),
    type: bounded(header.type, 50),
    documentNo: bounded(header.id, 100),
    // ETTNs are written in either case; two spellings are one document.
    ettn: ettn === null || ettn === '' ? null : ettn.toLowerCase(),
    issueDate: storableDate(header.issueDate),
    counterpartyTaxId: bounded(counterparty.taxId?.value ?? null, 20),
    counterpartyName: bounded(counterparty.name, 300),
    currency: bounded(invoice?.currency ?? null, 10),
    payable: storableAmount(invoice?.totals.payable ?? null),
  };
}

function bounded(text: string | null, maxLength: number): string | null {
  return text === null ? null : text.trim().slice(0, maxLength).toWellFormed();
}

/** A real calendar day, else null: PostgreSQL would refuse "2024-02-31" and the whole batch with it. */
function storableDate(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : text;
}

/** Fits numeric(20,2) after rounding, else null. */
function storableAmount(text: string | null): string | null {
  return text !== null && /^-?\d{1,17}(\.\d{1,20})?$/.test(text) ? text : null;
}

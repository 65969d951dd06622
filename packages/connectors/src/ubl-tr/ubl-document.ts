/** What reading a UBL-TR file gives: documents that stand on their own, or a refusal that names the fault. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Invoice, InvoiceParty } from '@muhasebi/accounting/fatura/invoice.ts';
import type { ReadError } from './read-error.ts';

/** What every document of UBL-TR tells of itself; values absent from the document are null. */
export interface UblHeader {
  readonly profile: string | null;
  readonly customization: string | null;
  readonly id: string | null;
  /** ETTN. */
  readonly uuid: string | null;
  /** ISO date. */
  readonly issueDate: string | null;
  readonly issueTime: string | null;
  /** InvoiceTypeCode, DespatchAdviceTypeCode, CreditNoteTypeCode …; of an ApplicationResponse its ResponseCode. */
  readonly type: string | null;
  /** Seller, despatcher or sender. */
  readonly supplier: InvoiceParty;
  /** Buyer, receiver. */
  readonly customer: InvoiceParty;
}

interface DocumentBase {
  readonly header: UblHeader;
  /** What reading noticed: a guessed encoding, an exchange rate that cannot be used. */
  readonly findings: readonly Finding[];
  /**
   * The document alone, fit to be stored: the file's own bytes, or, out of an envelope, its text in UTF-8 with the
   * namespaces it inherited declared on its own root.
   */
  readonly bytes: Uint8Array;
}

export interface UblInvoiceDocument extends DocumentBase {
  readonly root: 'Invoice';
  readonly invoice: Invoice;
}

export interface UblOtherDocument extends DocumentBase {
  readonly root: OtherRoot;
  readonly invoice: null;
}

export type UblDocument = UblInvoiceDocument | UblOtherDocument;

/** The documents that are recognised by name and read as far as their header. */
export const OTHER_ROOTS = [
  'CreditNote',
  'DespatchAdvice',
  'ReceiptAdvice',
  'ApplicationResponse',
  'ProcessUserAccount',
  'CancelUserAccount',
] as const;
export type OtherRoot = (typeof OTHER_ROOTS)[number];

/** One document of an envelope that could not be read; `index` counts the envelope's documents from 0. */
export interface RefusedDocument {
  readonly index: number;
  readonly error: ReadError;
}

export type ReadResult =
  | {
      readonly ok: true;
      /** At least one, in the order of the file. */
      readonly documents: readonly UblDocument[];
      readonly refused: readonly RefusedDocument[];
    }
  | { readonly ok: false; readonly error: ReadError };

/** Bounds of one reading; every one has a default. */
export interface ReadOptions {
  /** Largest file in bytes (64 MiB). */
  readonly maxBytes?: number;
  /** Deepest nesting of elements (100). */
  readonly maxDepth?: number;
  /** Most documents in one envelope (10,000). */
  readonly maxDocuments?: number;
}

/** What reading a UBL-TR file gives: documents that stand on their own, or a refusal that names the fault. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Invoice, InvoiceParty } from '@muhasebi/accounting/fatura/invoice.ts';
import type { Despatch } from '@muhasebi/accounting/irsaliye/despatch.ts';
import type { ReceiptAdvice } from '@muhasebi/accounting/irsaliye/receipt-advice.ts';
import type { ApplicationResponse } from '@muhasebi/accounting/uygulama-yaniti/application-response.ts';
import type { EnvelopeHeader } from './read-envelope-header.ts';
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

/** A CreditNote is an e-Müstahsil makbuzu, an e-SMM or another of the e-Arşiv family: read into the same invoice. */
export interface UblInvoiceDocument extends DocumentBase {
  readonly root: 'Invoice' | 'CreditNote';
  readonly invoice: Invoice;
}

export interface UblDespatchDocument extends DocumentBase {
  readonly root: 'DespatchAdvice';
  readonly invoice: null;
  readonly despatch: Despatch;
}

export interface UblReceiptDocument extends DocumentBase {
  readonly root: 'ReceiptAdvice';
  readonly invoice: null;
  readonly receipt: ReceiptAdvice;
}

export interface UblResponseDocument extends DocumentBase {
  readonly root: 'ApplicationResponse';
  readonly invoice: null;
  readonly response: ApplicationResponse;
}

/** A request that opens or closes a user account at GİB: nothing of it is for the books. */
export interface UblAccountDocument extends DocumentBase {
  readonly root: 'ProcessUserAccount' | 'CancelUserAccount';
  readonly invoice: null;
}

/** The signature is not part of it: `checkSignature(document.bytes)` tells of it where somebody asks. */
export type UblDocument =
  | UblInvoiceDocument
  | UblDespatchDocument
  | UblReceiptDocument
  | UblResponseDocument
  | UblAccountDocument;

export type UblRoot = UblDocument['root'];

/** Every document that is read. */
export const UBL_ROOTS = [
  'Invoice',
  'CreditNote',
  'DespatchAdvice',
  'ReceiptAdvice',
  'ApplicationResponse',
  'ProcessUserAccount',
  'CancelUserAccount',
] as const satisfies readonly UblRoot[];

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
      /** Of the envelope that held them; null where the file is one document by itself. */
      readonly envelope: EnvelopeHeader | null;
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

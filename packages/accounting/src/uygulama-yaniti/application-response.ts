/** The uygulama yanıtı: what the other side, the customs or GİB's system says of documents sent to it. */

import type { InvoiceParty } from '../fatura/invoice.ts';

/** A document that is answered. */
export interface AnsweredDocument {
  /** ETTN of a document, or the number of an envelope: GİB wants it in cac:DocumentReference/cbc:ID. Lower case; null where that is no UUID. */
  readonly ettn: string | null;
  /** What stands there where it is no UUID, e.g. the number of the invoice. */
  readonly number: string | null;
  readonly issueDate: string | null;
  /** INVOICE, FATURA, SENDERENVELOPE …, as written. */
  readonly type: string | null;
}

/** One line of an answer: what it says of the document or of one line of it. */
export interface ResponseDetail {
  /** Line of the document or of the envelope's file, where one is named. */
  readonly lineId: string | null;
  /** A code of the answer, of a system answer GİB's status code ("1200" processed, "1300" finished well). */
  readonly code: string | null;
  readonly text: string | null;
}

/** One answer. Dates are ISO (YYYY-MM-DD), times as written; absent values are null. */
export interface ApplicationResponse {
  readonly number: string | null;
  readonly ettn: string | null;
  /** TICARIFATURA, IHRACAT, YOLCUBERABERFATURA; UBL-TR-PROFILE-1 of the system's answers. */
  readonly profile: string | null;
  readonly customization: string | null;
  readonly issueDate: string | null;
  readonly issueTime: string | null;
  readonly sender: InvoiceParty;
  readonly receiver: InvoiceParty;
  /** KABUL, RED, IADE; S_APR of the system; GUMRUKONAY of the customs. As written, in capitals. */
  readonly responseCode: string | null;
  /** The documents answered; GİB allows one, the schema several. */
  readonly answers: readonly AnsweredDocument[];
  /** Every sentence that explains it, in the order of the document: descriptions of the answer and of its lines. */
  readonly reasons: readonly string[];
  readonly details: readonly ResponseDetail[];
  /** Numbers that the customs give with an answer (GTB_REFNO, GTB_GCB_TESCILNO, GTB_FIILI_IHRACAT_TARIHI), by scheme. */
  readonly customs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** The answer to an e-İrsaliye: of each line how much was received, refused, missing or too much, and why. */

import type { DocumentReference } from '../fatura/invoice.ts';
import type { ItemIdentification, Quantity } from '../fatura/invoice-parts.ts';
import type { DocumentHead } from './document-head.ts';

export interface ReceiptLine {
  readonly id: string | null;
  readonly name: string | null;
  readonly received: Quantity | null;
  /** Refused, with what the receiver says of it. */
  readonly rejected: Quantity | null;
  readonly rejectReason: string | null;
  readonly short: Quantity | null;
  readonly oversupply: Quantity | null;
  /** A complaint of lateness (cbc:TimingComplaint). */
  readonly timingComplaint: string | null;
  readonly identifications: readonly ItemIdentification[];
  readonly orderLineId: string | null;
  /** The line of the despatch that is answered. */
  readonly despatchLineId: string | null;
  readonly note: string | null;
}

/** One answer. Dates are ISO (YYYY-MM-DD), times as written; absent values are null. */
export interface ReceiptAdvice extends DocumentHead {
  readonly actualDeliveryDate: string | null;
  readonly actualDeliveryTime: string | null;
  /** The despatch that is answered: GİB has its ETTN in cac:DespatchDocumentReference and its number among the additional references. */
  readonly despatch: {
    readonly ettn: string | null;
    readonly number: string | null;
    readonly issueDate: string | null;
  };
  readonly lines: readonly ReceiptLine[];
  readonly references: readonly DocumentReference[];
  readonly notes: readonly string[];
}

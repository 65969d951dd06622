/** What a despatch note and its answer both state of themselves. */
import type { InvoiceParty } from '../fatura/invoice.ts';

/** Dates are ISO (YYYY-MM-DD), times as written; absent values are null. */
export interface DocumentHead {
  /** TEMELIRSALIYE, HKSIRSALIYE, IDISIRSALIYE. */
  readonly profile: string | null;
  readonly customization: string | null;
  readonly number: string | null;
  readonly ettn: string | null;
  readonly issueDate: string | null;
  readonly issueTime: string | null;
  /** SEVK, or of a note MATBUDAN: entered later from a printed one. */
  readonly type: string | null;
  /** Who sends the goods, and receives the answer. */
  readonly supplier: InvoiceParty;
  /** Who receives the goods, and answers. */
  readonly customer: InvoiceParty;
}

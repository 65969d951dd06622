/** The e-İrsaliye as bookkeeping sees it: what went from whom to whom, when, how carried, and its lines. */

import type { DocumentReference, InvoiceParty } from '../fatura/invoice.ts';
import type {
  DecimalText,
  ItemIdentification,
  PostalAddress,
  Quantity,
  StatedAmount,
} from '../fatura/invoice-parts.ts';
import type { DocumentHead } from './document-head.ts';

export type { ItemIdentification, PostalAddress, Quantity, StatedAmount };

export interface Driver {
  readonly name: string | null;
  /** TCKN; of a foreign driver the passport number. */
  readonly nationalityId: string | null;
}

export interface DespatchLine {
  readonly id: string | null;
  readonly name: string | null;
  /** cbc:DeliveredQuantity. */
  readonly quantity: DecimalText | null;
  readonly unit: string | null;
  /** What is still to come, with its reason (cbc:OutstandingQuantity). */
  readonly outstanding: Quantity | null;
  readonly outstandingReason: string | null;
  /** The price and worth of the line where the despatch states them; many do not. */
  readonly unitPrice: StatedAmount | null;
  readonly amount: StatedAmount | null;
  readonly identifications: readonly ItemIdentification[];
  /** The line of the order that it fulfils. */
  readonly orderLineId: string | null;
  readonly note: string | null;
}

/** One despatch note. Dates are ISO (YYYY-MM-DD), times as written; absent values are null. */
export interface Despatch extends DocumentHead {
  /** Fiilî sevk: the day and hour at which the goods left. */
  readonly actualDespatchDate: string | null;
  readonly actualDespatchTime: string | null;
  /** Who pays for them, where another than the receiver. */
  readonly buyer: InvoiceParty | null;
  /** Who sells them, where another than the sender. */
  readonly seller: InvoiceParty | null;
  /** Who ordered them, where another than the buyer. */
  readonly originator: InvoiceParty | null;
  readonly carrier: InvoiceParty | null;
  readonly drivers: readonly Driver[];
  readonly plates: readonly string[];
  /** Dorse. */
  readonly trailerPlates: readonly string[];
  readonly deliveryAddress: PostalAddress | null;
  /** Worth of all goods, where stated. */
  readonly value: StatedAmount | null;
  readonly lines: readonly DespatchLine[];
  readonly references: readonly DocumentReference[];
  readonly notes: readonly string[];
}

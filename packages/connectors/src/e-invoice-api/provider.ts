/** What an e-invoice integrator (özel entegratör) is asked, whichever it is: its inbox, documents, and what was sent through it. */

/** A document as the integrator lists it. */
export interface ListedDocument {
  /** The integrator's id of it: ETTN, or its own. */
  readonly id: string;
  readonly number: string | null;
  readonly senderName: string | null;
  readonly receiverTaxId: string | null;
  readonly receivedAt: Date | null;
  /** False where the integrator wants to be told that it was taken. */
  readonly isAcknowledged: boolean;
}

export interface InboxPage {
  readonly items: readonly ListedDocument[];
  /** Where the next listing goes on from, whether there is more now or not. Opaque text. */
  readonly next: string;
  readonly hasMore: boolean;
}

export interface SentDocument {
  readonly id: string;
  readonly state: 'waiting' | 'delivered' | 'failed';
  /** Why it failed, as the integrator says it. */
  readonly reason: string | null;
}

/** All throw EInvoiceFault. */
export interface EInvoiceProvider {
  /** Documents in the order in which the integrator got them, from `after` on; null: the last thirty days. */
  listInbox(after: string | null, signal: AbortSignal): Promise<InboxPage>;
  /** The UBL of a listed document, as the integrator has it. */
  fetchUbl(id: string, signal: AbortSignal): Promise<Buffer>;
  /** Says that a document was taken; may be said twice. */
  acknowledge(id: string, signal: AbortSignal): Promise<void>;
  /** Gives a UBL to be sent to the receiver's mailbox; `ettn` says which document it is where the call is repeated. */
  send(
    document: { readonly ubl: Buffer; readonly ettn: string; readonly receiverAlias: string },
    signal: AbortSignal,
  ): Promise<SentDocument>;
  statusOf(id: string, signal: AbortSignal): Promise<SentDocument>;
}

export interface ProviderAccess {
  /** "https://api.integrator.example", without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

/**
 * refused: the key does not open it (401, 403). limited: asked to wait (429). unreachable: no answer, or one of trouble (5xx).
 * address: it leads nowhere that may be reached. identity: its certificate does not hold. rejected: a document was not taken
 * (other 4xx). bad-answer: what came is not what is described. too-large: of one document. stopped: the caller's signal.
 */
export type EInvoiceFaultKind =
  | 'refused'
  | 'limited'
  | 'unreachable'
  | 'address'
  | 'identity'
  | 'rejected'
  | 'bad-answer'
  | 'too-large'
  | 'stopped';

export class EInvoiceFault extends Error {
  readonly kind: EInvoiceFaultKind;
  /** How long the integrator asks to be left alone. Milliseconds; of 'limited' alone. */
  readonly retryAfterMs: number | undefined;
  constructor(kind: EInvoiceFaultKind, message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'EInvoiceFault';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

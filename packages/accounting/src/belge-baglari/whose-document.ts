/** Whether a document concerns a client at all: one that does not is another's, and is moved. */
import type { InvoiceParty } from '../fatura/invoice.ts';

type TaxIdOnly = Pick<InvoiceParty, 'taxId'>;

/** Tax numbers of an envelope's two sides, where it came in one and they are stated. */
export interface EnvelopeSides {
  readonly sender: { readonly taxId: string | null };
  readonly receiver: { readonly taxId: string | null };
}

/**
 * Its own parties decide. The envelope does only where the document states no tax number at all: a service provider may
 * write, send or receive for its customer, so that an envelope of others does not make the document theirs.
 */
export function isOfAnother(
  parties: readonly TaxIdOnly[],
  envelope: EnvelopeSides | null,
  clientTaxId: string,
): boolean {
  const stated = parties.flatMap(({ taxId }) => (taxId === null ? [] : [taxId.value]));
  if (stated.length > 0) return !stated.includes(clientTaxId);
  return envelope !== null && isEnvelopeOfOthers(envelope, clientTaxId);
}

/** Both sides are stated, and neither is the client. */
export function isEnvelopeOfOthers({ sender, receiver }: EnvelopeSides, clientTaxId: string): boolean {
  if (sender.taxId === null || receiver.taxId === null) return false;
  return sender.taxId !== clientTaxId && receiver.taxId !== clientTaxId;
}

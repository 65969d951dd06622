/** What can be said of a document's electronic signature without asking anybody. */

/** Whose seal (mali mühür) or signature it is, as its certificate says. */
export interface Signer {
  /** Common name of the certificate's subject. */
  readonly name: string | null;
  /** VKN or TCKN: the subject's serial number in certificates of Kamu SM and the other Turkish issuers. */
  readonly taxId: string | null;
  /** Serial number of the certificate, hexadecimal. */
  readonly certificate: string;
  readonly issuer: string | null;
  /** ISO instants between which the certificate holds. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** A sentence for people, in both languages, with a code for machines. */
export interface SignatureFault {
  readonly code: string;
  readonly message: string;
  readonly messageEn: string;
}

/** Whether the signer's certificate leads to a root that the operator trusts; not asked as long as none is configured. */
export type Chain =
  | { readonly chain: 'not-checked' | 'trusted' }
  | { readonly chain: 'untrusted'; readonly chainFault: SignatureFault };

export type SignatureState =
  /** No ds:Signature stands in the document. */
  | { readonly kind: 'absent' }
  /** The document is as it was signed, by the holder of that certificate; `chain` says what is known of the certificate. */
  | ({
      readonly kind: 'sound';
      readonly signer: Signer;
      /** xades:SigningTime as written: the signer's own word. */
      readonly signedAt: string | null;
    } & Chain)
  /** The document or its signature was changed, or the signature does not cover the document. */
  | { readonly kind: 'broken'; readonly reason: SignatureFault; readonly signer: Signer | null }
  /** Neither can be said, e.g. an algorithm that is not known here. */
  | { readonly kind: 'unknown'; readonly reason: SignatureFault; readonly signer: Signer | null };

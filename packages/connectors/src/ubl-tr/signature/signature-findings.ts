/** What a person is told of a document's signature; of one that holds there is nothing to tell. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { readFinding } from '../read-finding.ts';
import { checkSignature } from './check-signature.ts';
import type { SignatureState } from './signature-state.ts';

/** A document that says where its signature stands: the file that was signed has one. */
const SAYS_SIGNED = 'DigitalSignatureAttachment';

/** Of `bytes`, one document that `readUbl` has read; `state` where it is known already. */
export function signatureFindings(
  bytes: Uint8Array,
  state: SignatureState = checkSignature(bytes),
): Finding[] {
  if (state.kind === 'sound') return [];
  if (state.kind === 'absent') {
    const isExpected = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SAYS_SIGNED);
    return isExpected ? [readFinding('signature.missing', 'signature')] : [];
  }
  const { code, message, messageEn } = state.reason;
  const params = { reason: message, reasonEn: messageEn, code, signer: state.signer?.name ?? '' };
  return [
    readFinding(state.kind === 'broken' ? 'signature.broken' : 'signature.unchecked', 'signature', params),
  ];
}

/** What is to be said of a document's signature; of one that holds, and whose certificate is not known to be wrong, nothing. */

import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { readFinding } from '../read-finding.ts';
import type { SignatureState } from './signature-state.ts';

/** A document that says where its signature stands: the file that was signed has one. */
const SAYS_SIGNED = 'DigitalSignatureAttachment';

/** Of `bytes`, one document that `readUbl` has read and whose signature is in `state`. */
export function signatureFindings(bytes: Uint8Array, state: SignatureState): Finding[] {
  if (state.kind === 'sound') {
    if (state.chain !== 'untrusted') return [];
    const { code, message, messageEn } = state.chainFault;
    const params = { reason: message, reasonEn: messageEn, code, signer: state.signer.name ?? '' };
    return [readFinding('signature.untrusted', 'signature', params)];
  }
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

/** The one-time code of the first run: made, forgiven for how it is typed, and hashed. */
import { createHash, randomBytes } from 'node:crypto';

/** Crockford's: no letter looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: nobody guesses it. */
const LENGTH = 16;

/** "7K3M-…", four groups of four. */
export function newSetupCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** SHA-256 of the code as it was meant: without dashes, in capitals, O as 0, I and L as 1. */
export function setupCodeHash(typed: string): Buffer {
  const meant = typed
    .replace(/ı|i|İ/g, 'I')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(meant).digest();
}

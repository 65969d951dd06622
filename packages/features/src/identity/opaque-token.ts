/** Random tokens that are shown once and kept as a hash: refresh tokens and links of mails. */
import { createHash, randomBytes } from 'node:crypto';
import { decryptSecret, encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';

/** 32 random bytes, base64url, 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of the token; a token of 256 random bits needs no slow hash. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Seals a token's successor so that only the token itself opens it: whoever reads the database gets neither. */
export function sealSuccessor(token: string, successor: string): Buffer {
  return encryptSecret(sealKey(token), 'refresh-successor', successor);
}

export function openSuccessor(token: string, sealed: Buffer): string {
  return decryptSecret(sealKey(token), 'refresh-successor', sealed);
}

/** Another function of the token than its stored hash, or the hash would open the seal. */
function sealKey(token: string): Buffer {
  return createHash('sha256').update('seal:').update(token).digest();
}

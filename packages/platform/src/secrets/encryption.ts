/** Secrets at rest: AES-256-GCM under the installation's key, bound to what they are for. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key of 32 bytes, base64, from the environment. */
export function encryptionKey(base64: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Error('the encryption key is 32 bytes in base64');
  return key;
}

/** Layout: version (1), nonce (12), tag (16), ciphertext. `purpose` must be the same to decrypt: "totp:<user id>". */
export function encryptSecret(key: Buffer, purpose: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** Throws where key, purpose or content do not fit. */
export function decryptSecret(key: Buffer, purpose: string, sealed: Buffer): string {
  if (sealed[0] !== VERSION) throw new Error('unknown version of an encrypted secret');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(tag);
  return Buffer.concat([
    decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)),
    decipher.final(),
  ]).toString('utf8');
}

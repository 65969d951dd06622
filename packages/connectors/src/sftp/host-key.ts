/** A server's own key, as people compare it: its type and the SHA-256 fingerprint that ssh-keygen shows. */
import { createHash } from 'node:crypto';
import type { ServerHostKeyAlgorithm } from 'ssh2';

/** Types of keys that are signed with by one algorithm of the same name. */
const ONE_OF_ITS_NAME: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
];

/** "ssh-ed25519 SHA256:…"; `blob` is the key as the server sends it (RFC 4253, 6.6): its type stands first. */
export function hostKeyText(blob: Buffer): string {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  const type = blob.subarray(4, 4 + length).toString('latin1');
  // Without the padding of base64, as ssh-keygen -l writes it.
  const print = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return `${type} SHA256:${print}`;
}

/** Compares by fingerprint alone where the pinned text is one that a person typed, without the type. */
export function isPinned(pinned: string, seen: string): boolean {
  return fingerprintOf(pinned) === fingerprintOf(seen);
}

/** True for "SHA256:…" with or without a type before it. */
export function isHostKeyText(text: string): boolean {
  return /^(?:[a-z0-9@.-]+ )?SHA256:[A-Za-z0-9+/]{43}=?$/.test(text.trim());
}

/**
 * The signature algorithms to ask for first, so that a server of several keys shows the pinned one also after it got
 * a newer one. Empty where the pinned text names no type that is known.
 */
export function algorithmsOf(pinned: string | null): ServerHostKeyAlgorithm[] {
  const type = pinned?.trim().split(' ')[0];
  if (type === 'ssh-rsa') return ['rsa-sha2-512', 'rsa-sha2-256'];
  return ONE_OF_ITS_NAME.filter((algorithm) => algorithm === type);
}

function fingerprintOf(text: string): string {
  return text.slice(text.indexOf('SHA256:')).trim().replace(/=+$/, '');
}

/** The key itself: it names the office, because at the door no office is open to look into, and is kept as a hash. */
import { createHash, randomBytes } from 'node:crypto';

/** By which scanners of published code know a key of ours. */
const PREFIX = 'mhs_';

export interface NewKeyToken {
  readonly token: string;
  readonly hash: Buffer;
  /** Its last characters. */
  readonly end: string;
}

/** Prefix, 32 hexadecimal digits of the office's id, and 256 random bits. */
export function newKeyToken(tenantId: string): NewKeyToken {
  const token = `${PREFIX}${tenantId.replaceAll('-', '')}${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOfKey(token), end: token.slice(-4) };
}

/** A key of 256 random bits needs no slow hash. */
export function hashOfKey(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function isKeyToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** The office that a key claims to be of; null where it is no key of ours. What it opens is decided by its hash. */
export function officeOfKey(token: string): string | null {
  const hex = /^mhs_([0-9a-f]{32})[\w-]{43}$/.exec(token)?.[1];
  return hex === undefined ? null : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

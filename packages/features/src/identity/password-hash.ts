/** Passwords at rest: Argon2id, and the same work for accounts that do not exist. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, two passes, one lane. 2 is Argon2id in the PHC order. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A PHC string: "$argon2id$v=19$m=19456,t=2,p=1$…". */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

/** Made at start, not at the first unknown account, whose answer would take longer otherwise. */
const nobodysHash = hashPassword(randomBytes(24).toString('base64'));

/** Whether the password is right. `stored` null (no account, no password yet) takes as long and is always false. */
export async function isPasswordRight(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobodysHash), password);
  return right && stored !== null;
}

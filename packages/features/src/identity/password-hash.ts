/** Passwords at rest: Argon2id, and the same work for accounts that do not exist. */
import { randomBytes } from 'node:crypto';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, two passes, one lane. 2 is Argon2id in the PHC order. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Passwords that are worked on or wait for it: each takes tens of milliseconds of a core, and more memory than a request. */
const MAX_AT_ONCE = 32;
const RETRY_SECONDS = 2;
let atOnce = 0;

/**
 * To be called before a try is noted, so that one which is turned away does not count towards the lock of its account.
 * Throws OVERLOADED where as many passwords are worked on as may wait.
 */
export function assertRoomForPassword(): void {
  if (atOnce >= MAX_AT_ONCE) throw platformErrors.OVERLOADED({ seconds: RETRY_SECONDS });
}

async function counted<Result>(work: Promise<Result>): Promise<Result> {
  atOnce++;
  try {
    return await work;
  } finally {
    atOnce--;
  }
}

/** A PHC string: "$argon2id$v=19$m=19456,t=2,p=1$…". */
export function hashPassword(password: string): Promise<string> {
  return counted(hash(password, parameters));
}

/** Made at start, not at the first unknown account, whose answer would take longer otherwise. */
const nobodysHash = hashPassword(randomBytes(24).toString('base64'));

/** Whether the password is right. `stored` null (no account, no password yet) takes as long and is always false. */
export async function isPasswordRight(stored: string | null, password: string): Promise<boolean> {
  const right = await counted(verify(stored ?? (await nobodysHash), password));
  return right && stored !== null;
}

/** Recovery codes: ten, each good once in place of the app's code; only a keyed hash of each is kept. */
import { createHmac, randomInt } from 'node:crypto';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { countRecoveryCodes, replaceRecoveryCodes, useRecoveryCode } from './recovery-codes.queries.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';
import type { UserRow } from './users.queries.ts';

const HOW_MANY = 10;
const LENGTH = 10;
/** Crockford's: no I, L, O or U, which are mistaken for others on paper. Ten of them are 50 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

type CodeDeps = Pick<IdentityDeps, 'encryptionKey' | 'clock'>;
type Person = Pick<UserRow, 'userId' | 'email'>;

/** Makes ten codes in place of all earlier ones and returns them as they are shown: "7K2QX-M0ZTD". */
export async function makeRecoveryCodes(
  deps: CodeDeps,
  trx: Trx,
  person: Person,
  origin: Origin,
): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode);
  const at = deps.clock.now();
  const hashes = codes.map((code) => hashOf(deps, person.userId, plain(code)));
  await replaceRecoveryCodes(trx, person.userId, hashes, at);
  const { userId, email } = person;
  await noteSecurityEvent(trx, { kind: 'recovery-codes-made', at, userId, email, origin });
  return codes;
}

/** Six digits are the app's; ten letters and digits may be a recovery code. */
export function looksLikeRecoveryCode(code: string): boolean {
  return plain(code).length === LENGTH;
}

/**
 * Whether the code is one of the person's that was not used; using it up, telling the person by mail and the event
 * are part of the answer, in a transaction of its own, so that the same code sent twice at once passes once.
 */
export async function isRecoveryCodeGood(
  deps: Pick<IdentityDeps, 'db' | 'clock' | 'encryptionKey'>,
  { userId, email }: Person,
  code: string,
  origin: Origin,
): Promise<boolean> {
  const hash = hashOf(deps, userId, plain(code));
  return inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const at = deps.clock.now();
    if (!(await useRecoveryCode(trx, userId, hash, at))) return false;
    await noteSecurityEvent(trx, { kind: 'recovery-code-used', at, userId, email, origin });
    const left = await countRecoveryCodes(trx, userId);
    const payload: SendMailPayload = {
      kind: 'second-factor-notice',
      userId,
      what: 'recovery-code-used',
      left,
    };
    await enqueue(trx, SEND_MAIL, payload);
    return true;
  });
}

function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** As typed by hand: small letters, spaces and dashes do not matter, and letters that look like digits are digits. */
function plain(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

/** Keyed, because 50 bits could be tried through by whoever holds the database alone. */
function hashOf(
  { encryptionKey }: Pick<IdentityDeps, 'encryptionKey'>,
  userId: string,
  code: string,
): Buffer {
  return createHmac('sha256', encryptionKey).update(`recovery-code:${userId}:${code}`).digest();
}

/** What an operator does to accounts from the command line: create, let in again, keep out. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { accessCacheOf } from './access-cache.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type OperatorDeps, operatorOrigin } from './identity-deps.ts';
import { addMember, type NewMember } from './members.ts';
import { findOfficeName } from './offices.queries.ts';
import { createPasswordLink, INVITATION_MINUTES, RESET_MINUTES } from './password-link.ts';
import { replaceRecoveryCodes } from './recovery-codes.queries.ts';
import { noteSecurityEvent, type SecurityEventKind } from './security-events.queries.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';
import { endSessions } from './sessions.queries.ts';
import { loadStanding } from './standing.queries.ts';
import type { OfficeStanding } from './standing.ts';
import { clearTotp, findUserByEmail, insertUser, setDisabled, type UserRow } from './users.queries.ts';

export interface CreatedAccount {
  readonly userId: string;
  /** Null where the person has a password already. Good for 72 hours, once. */
  readonly setPasswordUrl: string | null;
}

/** Adds a member to an office, as its owner would; the invitation is mailed as well. Throws NOT_FOUND (office), and as `addMember`. */
export async function createMemberAccount(
  deps: OperatorDeps,
  tenantId: string,
  member: NewMember,
): Promise<CreatedAccount> {
  const scope = systemScope(tenantId);
  const officeName = await inScope(deps.db, scope, (trx) => findOfficeName(trx, tenantId));
  if (officeName === null) throw platformErrors.NOT_FOUND();
  const { userId } = await addMember(deps, tenantId, member, scope);
  return withAccount(deps, member.email, async (trx, user) => ({
    userId,
    setPasswordUrl:
      user.passwordHash === null ? await createPasswordLink(deps, trx, userId, INVITATION_MINUTES) : null,
  }));
}

/** Makes an operator of the installation, who sees no books. Throws ACCOUNT_EXISTS: nobody is both. */
export function createPlatformAdmin(
  deps: OperatorDeps,
  person: { readonly email: string; readonly name: string },
): Promise<CreatedAccount> {
  return inScope(deps.db, doorScope(null, operatorOrigin), async (trx) => {
    const { email, name } = person;
    if ((await findUserByEmail(trx, email)) !== null) throw identityErrors.ACCOUNT_EXISTS({ email });
    const userId = await insertUser(trx, { email, name, passwordHash: null, platformAdmin: true });
    await note(deps, trx, 'account-created', { userId, email });
    return { userId, setPasswordUrl: await createPasswordLink(deps, trx, userId, INVITATION_MINUTES) };
  });
}

/** A one-time address to set a new password, good for an hour. Throws ACCOUNT_NOT_FOUND. */
export function issuePasswordLink(deps: OperatorDeps, email: string): Promise<string> {
  return withAccount(deps, email, async (trx, user) => {
    await note(deps, trx, 'reset-asked', user);
    return createPasswordLink(deps, trx, user.userId, RESET_MINUTES);
  });
}

/** Opens a locked account at once. Throws ACCOUNT_NOT_FOUND. */
export function unlockAccount(deps: OperatorDeps, email: string): Promise<void> {
  return withAccount(deps, email, (trx, user) => note(deps, trx, 'unlocked', user));
}

/** Keeps a person out of every office and ends their sessions. Throws ACCOUNT_NOT_FOUND. */
export function disableAccount(deps: OperatorDeps, email: string): Promise<void> {
  return withAccount(deps, email, async (trx, user) => {
    const at = deps.clock.now();
    await setDisabled(trx, user.userId, at);
    await endSessions(trx, { userId: user.userId }, at, 'account-disabled');
    await note(deps, trx, 'account-disabled', user);
  });
}

/** Lets a disabled person in again. Throws ACCOUNT_NOT_FOUND. */
export function enableAccount(deps: OperatorDeps, email: string): Promise<void> {
  return withAccount(deps, email, async (trx, user) => {
    await setDisabled(trx, user.userId, null);
    await note(deps, trx, 'account-enabled', user);
  });
}

/** Takes a lost second factor and its recovery codes away and ends every session; the password is still asked. Throws ACCOUNT_NOT_FOUND. */
export function resetSecondFactor(deps: OperatorDeps, email: string): Promise<void> {
  return withAccount(deps, email, async (trx, user) => {
    const at = deps.clock.now();
    await clearTotp(trx, user.userId);
    await replaceRecoveryCodes(trx, user.userId, [], at);
    await endSessions(trx, { userId: user.userId }, at, 'second-factor-reset');
    await note(deps, trx, 'second-factor-reset', user);
    const payload: SendMailPayload = {
      kind: 'second-factor-notice',
      userId: user.userId,
      what: 'second-factor-reset',
      left: 0,
    };
    await enqueue(trx, SEND_MAIL, payload);
  });
}

/** The offices that a person may work in: row-level security shows the application no list of all. Throws ACCOUNT_NOT_FOUND. */
export async function listOfficesOf(deps: OperatorDeps, email: string): Promise<readonly OfficeStanding[]> {
  const userId = await withAccount(deps, email, async (_trx, user) => user.userId);
  const standing = await inScope(deps.db, doorScope(userId, operatorOrigin), (trx) =>
    loadStanding(trx, userId),
  );
  return standing?.offices ?? [];
}

async function withAccount<T>(
  deps: OperatorDeps,
  email: string,
  work: (trx: Trx, user: UserRow) => Promise<T>,
): Promise<T> {
  const [result, userId] = await inScope(deps.db, doorScope(null, operatorOrigin), async (trx) => {
    const user = await findUserByEmail(trx, email);
    if (user === null) throw identityErrors.ACCOUNT_NOT_FOUND({ email });
    return [await work(trx, user), user.userId] as const;
  });
  accessCacheOf(deps.db).forgetUser(userId);
  return result;
}

function note(
  deps: OperatorDeps,
  trx: Trx,
  kind: SecurityEventKind,
  { userId, email }: { readonly userId: string; readonly email: string },
): Promise<void> {
  return noteSecurityEvent(trx, { kind, at: deps.clock.now(), userId, email, origin: operatorOrigin });
}

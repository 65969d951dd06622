/** A person's own sessions: where they are signed in, leaving, and changing the office worked in. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { z } from 'zod';
import { accessCacheOf } from './access-cache.ts';
import { identityErrors, type MeView, type sessionView } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { tokenHash } from './opaque-token.ts';
import { type Grant, grantFor } from './open-session.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import {
  endSessions,
  isOwnSession,
  listOpenSessions,
  lockRefreshToken,
  touchSession,
} from './sessions.queries.ts';
import type { SignedInActor } from './signed-in-actor.ts';
import { loadStanding } from './standing.queries.ts';
import { chooseOffice, presentMe } from './standing.ts';
import { findUser } from './users.queries.ts';

type SessionView = z.input<typeof sessionView>;

/** The open sessions of the person, the last used first. */
export async function listSessions(
  deps: IdentityDeps,
  actor: SignedInActor,
  origin: Origin,
): Promise<SessionView[]> {
  const rows = await inScope(deps.db, doorScope(actor.userId, origin), (trx) =>
    listOpenSessions(trx, actor.userId, deps.clock.now()),
  );
  return rows.map((row) => ({
    id: row.session_id,
    current: row.session_id === actor.sessionId,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    address: row.address,
    userAgent: row.user_agent,
  }));
}

/** Ends one of the person's sessions; one that has ended already stays so. Throws NOT_FOUND for another's. */
export async function endOwnSession(
  deps: IdentityDeps,
  actor: SignedInActor,
  sessionId: string,
  origin: Origin,
): Promise<void> {
  const { userId } = actor;
  await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const user = await findUser(trx, userId);
    if (user === null || !(await isOwnSession(trx, sessionId, userId))) throw platformErrors.NOT_FOUND();
    const at = deps.clock.now();
    const ended = await endSessions(trx, { userId, only: sessionId }, at, 'ended-by-user');
    if (ended === 0) return;
    await noteSecurityEvent(trx, { kind: 'session-ended', at, userId, email: user.email, origin });
  });
  accessCacheOf(deps.db).forgetUser(userId);
}

/** Ends every session of the person but the one that asks; returns how many. */
export async function endOtherSessions(
  deps: IdentityDeps,
  { userId, sessionId }: SignedInActor,
  origin: Origin,
): Promise<number> {
  const ended = await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const user = await findUser(trx, userId);
    if (user === null) throw identityErrors.SESSION_REVOKED();
    const at = deps.clock.now();
    const count = await endSessions(trx, { userId, except: sessionId }, at, 'ended-by-user');
    if (count > 0)
      await noteSecurityEvent(trx, { kind: 'session-ended', at, userId, email: user.email, origin });
    return count;
  });
  accessCacheOf(deps.db).forgetUser(userId);
  return ended;
}

/** Leaves by the refresh cookie, or by the access token where the cookie is gone; neither is no error. */
export async function signOut(
  deps: IdentityDeps,
  by: {
    readonly refreshToken: string | undefined;
    readonly userId: string | null;
    readonly sessionId: string | null;
  },
  origin: Origin,
): Promise<void> {
  const ended = await inScope(deps.db, doorScope(null, origin), async (trx) => {
    const token =
      by.refreshToken === undefined ? null : await lockRefreshToken(trx, tokenHash(by.refreshToken));
    const userId = token?.userId ?? by.userId;
    const only = token?.sessionId ?? by.sessionId;
    const user = userId === null ? null : await findUser(trx, userId);
    if (user === null || only === null) return null;
    const at = deps.clock.now();
    const count = await endSessions(trx, { userId: user.userId, only }, at, 'signed-out');
    if (count > 0) {
      await noteSecurityEvent(trx, {
        kind: 'signed-out',
        at,
        userId: user.userId,
        email: user.email,
        origin,
      });
    }
    return user.userId;
  });
  if (ended !== null) accessCacheOf(deps.db).forgetUser(ended);
}

/** Who is signed in, where, and what they may do. */
export async function readMe(
  deps: Pick<IdentityDeps, 'db'>,
  userId: string,
  officeId: string | null,
  origin: Origin,
): Promise<MeView> {
  const standing = await inScope(deps.db, doorScope(userId, origin), (trx) => loadStanding(trx, userId));
  if (standing === null) throw identityErrors.SESSION_REVOKED();
  return presentMe(standing, chooseOffice(standing, officeId, null));
}

/** Works on in another office: a new access token, the same session. Throws NOT_A_MEMBER. */
export async function switchOffice(
  deps: IdentityDeps,
  actor: SignedInActor,
  officeId: string,
  origin: Origin,
): Promise<Grant> {
  const { userId, sessionId } = actor;
  const { standing, office } = await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const found = await loadStanding(trx, userId);
    if (found === null) throw identityErrors.SESSION_REVOKED();
    const chosen = chooseOffice(found, officeId, null);
    await touchSession(trx, sessionId, {
      lastUsedAt: deps.clock.now(),
      officeId,
      idleHours: chosen?.sessionIdleHours ?? null,
    });
    return { standing: found, office: chosen };
  });
  return grantFor(deps, sessionId, standing, office, null);
}

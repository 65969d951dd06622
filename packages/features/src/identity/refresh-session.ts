/** Goes on with a session: its refresh token is good once, and a second use tells that someone else has it. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { Trx } from '../feature.ts';
import { accessCacheOf } from './access-cache.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { newToken, openSuccessor, sealSuccessor, tokenHash } from './opaque-token.ts';
import { type Grant, grantFor, type RefreshGrant, refreshExpiry, secondsBetween } from './open-session.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import {
  endSessions,
  insertRefreshToken,
  lockRefreshToken,
  markTokenUsed,
  type RefreshTokenRow,
  touchSession,
} from './sessions.queries.ts';
import { loadStanding } from './standing.queries.ts';
import { chooseOffice } from './standing.ts';
import { findUser } from './users.queries.ts';

/**
 * Two tabs that renew at once, or an answer lost on the way, present the same token twice within moments. They get the
 * same successor, as long as nobody has used that one; after it, or later than this, a second use is theft.
 */
const GRACE_MS = 10_000;

type Verdict =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'reused'; readonly userId: string }
  | { readonly kind: 'renewed'; readonly session: RefreshTokenRow; readonly refresh: RefreshGrant };

/**
 * Throws UNAUTHENTICATED (no such token, or expired), SESSION_REVOKED, REFRESH_REUSED (the whole session is ended and
 * the event recorded), NOT_A_MEMBER (no office is left).
 */
export async function refreshSession(
  deps: IdentityDeps,
  token: string | undefined,
  origin: Origin,
): Promise<Grant> {
  if (token === undefined) throw platformErrors.UNAUTHENTICATED();
  // The verdict leaves the transaction as a value: ending a stolen session must not be rolled back by the refusal.
  const verdict = await inScope(deps.db, doorScope(null, origin), (trx) => judge(deps, trx, token, origin));
  if (verdict.kind === 'unknown') throw platformErrors.UNAUTHENTICATED();
  if (verdict.kind === 'ended') throw identityErrors.SESSION_REVOKED();
  if (verdict.kind === 'reused') {
    accessCacheOf(deps.db).forgetUser(verdict.userId);
    throw identityErrors.REFRESH_REUSED();
  }
  return renewedGrant(deps, verdict.session, verdict.refresh, origin);
}

async function judge(deps: IdentityDeps, trx: Trx, token: string, origin: Origin): Promise<Verdict> {
  const now = deps.clock.now();
  const row = await lockRefreshToken(trx, tokenHash(token));
  if (row === null) return { kind: 'unknown' };
  if (row.ended) return { kind: 'ended' };
  if (row.expiresAt <= now || row.tokenExpiresAt <= now) return { kind: 'unknown' };
  if (row.usedAt === null) return rotate(trx, token, row, now);
  const successor = successorInGrace(token, row, now);
  if (successor !== null) {
    return { kind: 'renewed', session: row, refresh: refreshGrant(successor, row, now) };
  }
  const user = await findUser(trx, row.userId);
  await endSessions(trx, { userId: row.userId, only: row.sessionId }, now, 'refresh-reused');
  const event = {
    kind: 'refresh-reused',
    at: now,
    userId: row.userId,
    email: user?.email ?? '',
    origin,
  } as const;
  await noteSecurityEvent(trx, event);
  return { kind: 'reused', userId: row.userId };
}

async function rotate(trx: Trx, token: string, row: RefreshTokenRow, now: Date): Promise<Verdict> {
  const successor = newToken();
  const { sessionId } = row;
  const expiresAt = refreshExpiry(now, row.expiresAt, row.idleHours);
  await markTokenUsed(trx, {
    hash: tokenHash(token),
    sessionId,
    usedAt: now,
    successorSealed: sealSuccessor(token, successor),
  });
  await insertRefreshToken(trx, { hash: tokenHash(successor), sessionId, issuedAt: now, expiresAt });
  return { kind: 'renewed', session: row, refresh: refreshGrant(successor, row, now) };
}

/** Null once the grace is over, or the successor was used: then the seal is gone. */
function successorInGrace(
  token: string,
  { usedAt, successorSealed }: RefreshTokenRow,
  now: Date,
): string | null {
  if (usedAt === null || successorSealed === null) return null;
  return now.getTime() - usedAt.getTime() > GRACE_MS ? null : openSuccessor(token, successorSealed);
}

function refreshGrant(token: string, row: RefreshTokenRow, now: Date): RefreshGrant {
  return { token, maxAgeSeconds: secondsBetween(now, refreshExpiry(now, row.expiresAt, row.idleHours)) };
}

async function renewedGrant(
  deps: IdentityDeps,
  { sessionId, userId, officeId }: RefreshTokenRow,
  refresh: RefreshGrant,
  origin: Origin,
): Promise<Grant> {
  const lastUsedAt = deps.clock.now();
  const { standing, office } = await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const found = await loadStanding(trx, userId);
    if (found === null || found.user.disabled) throw identityErrors.SESSION_REVOKED();
    const chosen = chooseOffice(found, null, officeId);
    await touchSession(trx, sessionId, {
      lastUsedAt,
      officeId: chosen?.id ?? null,
      idleHours: chosen?.sessionIdleHours ?? null,
    });
    return { standing: found, office: chosen };
  });
  return grantFor(deps, sessionId, standing, office, refresh);
}

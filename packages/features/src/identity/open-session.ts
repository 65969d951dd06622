/** Begins a session once password and second factor are through, and answers who is signed in where. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { ACCESS_SECONDS, signAccessToken } from './access-token.ts';
import { identityErrors, type MeView } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { newToken, tokenHash } from './opaque-token.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import { insertRefreshToken, insertSession, isNewDevice } from './sessions.queries.ts';
import { lastOfficeOf, loadStanding } from './standing.queries.ts';
import { chooseOffice, type OfficeStanding, presentMe, type Standing } from './standing.ts';
import { tellOfDoor } from './tell-of-door.ts';

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** A refresh token unused for this long is dead, unless the office wants it shorter. */
const IDLE_HOURS = 14 * 24;
/** A session ends after this long however busy it is. */
const SESSION_DAYS = 60;

export interface RefreshGrant {
  readonly token: string;
  readonly maxAgeSeconds: number;
}

/** What a signed-in answer holds, and the refresh token for the cookie. */
export interface Grant {
  readonly signedIn: {
    readonly status: 'signed-in';
    readonly accessToken: string;
    readonly expiresInSeconds: number;
    readonly me: MeView;
  };
  /** Null: the cookie stays as it is. */
  readonly refresh: RefreshGrant | null;
}

/** Throws NOT_A_MEMBER where the wanted office, or any, is not open to the person. */
export async function openSession(
  deps: IdentityDeps,
  userId: string,
  wantedOfficeId: string | null,
  origin: Origin,
): Promise<Grant> {
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  const token = newToken();
  const opened = await inScope(deps.db, doorScope(userId, origin), async (trx) => {
    const standing = await loadStanding(trx, userId);
    if (standing === null || standing.user.disabled) throw identityErrors.LOGIN_FAILED();
    const office = chooseOffice(standing, wantedOfficeId, await lastOfficeOf(trx, userId));
    const officeId = office?.id ?? null;
    if (await isNewDevice(trx, userId, origin.userAgent))
      await tellOfDoor(trx, { kind: 'new-sign-in', userId, at: now, officeId }, origin);
    const idleHours = office?.sessionIdleHours ?? null;
    const sessionId = await insertSession(trx, { userId, officeId, origin, now, expiresAt, idleHours });
    const tokenExpiresAt = refreshExpiry(now, expiresAt, idleHours);
    await insertRefreshToken(trx, {
      hash: tokenHash(token),
      sessionId,
      issuedAt: now,
      expiresAt: tokenExpiresAt,
    });
    await noteSecurityEvent(trx, { kind: 'signed-in', at: now, userId, email: standing.user.email, origin });
    return { standing, office, sessionId };
  });
  return grantFor(deps, opened.sessionId, opened.standing, opened.office, {
    token,
    maxAgeSeconds: secondsBetween(
      now,
      refreshExpiry(now, expiresAt, opened.office?.sessionIdleHours ?? null),
    ),
  });
}

/** When a refresh token issued now dies: after 14 days, and never after its session. */
export function refreshExpiry(now: Date, sessionExpiresAt: Date, idleHours: number | null): Date {
  return new Date(Math.min(now.getTime() + (idleHours ?? IDLE_HOURS) * HOUR_MS, sessionExpiresAt.getTime()));
}

export function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
}

/** The answer of every route that leaves a person signed in. */
export async function grantFor(
  deps: Pick<IdentityDeps, 'jwtSecret' | 'clock'>,
  sessionId: string,
  standing: Standing,
  office: OfficeStanding | null,
  refresh: RefreshGrant | null,
): Promise<Grant> {
  const me = presentMe(standing, office);
  const claims = { sub: me.user.id, sid: sessionId, office: office?.id ?? null, role: me.role };
  const accessToken = await signAccessToken(deps, claims);
  return { signedIn: { status: 'signed-in', accessToken, expiresInSeconds: ACCESS_SECONDS, me }, refresh };
}

/** What an owner does about a member's way in: sees and ends their sessions of this office, resets a lost second factor. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { enqueue } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { accessCacheOf } from './access-cache.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { findMember, type MemberRow, markMember } from './members.queries.ts';
import { replaceRecoveryCodes } from './recovery-codes.queries.ts';
import { noteSecurityEvent } from './security-events.queries.ts';
import { SEND_MAIL, type SendMailPayload } from './send-mail-payload.ts';
import { endSessions, listOpenSessions } from './sessions.queries.ts';
import { loadStanding } from './standing.queries.ts';
import { clearTotp } from './users.queries.ts';

type Deps = Pick<IdentityDeps, 'db' | 'clock'>;

interface MemberSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Sessions in which the member works in this office; those in other offices are none of its affair. Throws MEMBER_NOT_FOUND. */
export function listMemberSessions(
  deps: Deps,
  tenantId: string,
  userId: string,
  scope: Scope,
): Promise<MemberSession[]> {
  return inScope(deps.db, scope, async (trx) => {
    await memberOf(trx, tenantId, userId);
    const rows = await listOpenSessions(trx, userId, deps.clock.now(), tenantId);
    return rows.map((row) => ({
      id: row.session_id,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      address: row.address,
      userAgent: row.user_agent,
    }));
  });
}

/** Ends one of those sessions, or all; the audit log tells who did it. Throws MEMBER_NOT_FOUND. */
export async function endMemberSessions(
  deps: Deps,
  tenantId: string,
  which: { readonly userId: string; readonly sessionId: string | undefined },
  scope: Scope,
  origin: Origin,
): Promise<number> {
  const { userId, sessionId } = which;
  const ended = await inScope(deps.db, scope, async (trx) => {
    const { email } = await memberOf(trx, tenantId, userId);
    const at = deps.clock.now();
    const sessions = { userId, office: tenantId, ...(sessionId === undefined ? {} : { only: sessionId }) };
    const count = await endSessions(trx, sessions, at, 'ended-by-owner');
    if (count === 0) return 0;
    await markMember(trx, tenantId, userId, { sessions_ended_at: at });
    await noteSecurityEvent(trx, { kind: 'session-ended', at, userId, email, origin });
    return count;
  });
  accessCacheOf(deps.db).forgetUser(userId);
  return ended;
}

/**
 * Takes a lost second factor and its recovery codes away, ends every session and tells the person by mail; their
 * password is still asked. Refused for oneself, who has password and code to show, and for a person of several
 * offices, whose door is not this office's alone. Throws MEMBER_NOT_FOUND, SECOND_FACTOR_NOT_YOURS,
 * SECOND_FACTOR_NOT_STARTED.
 */
export async function resetMemberSecondFactor(
  deps: Deps,
  tenantId: string,
  userId: string,
  scope: Scope,
  origin: Origin,
): Promise<void> {
  const standing = await inScope(deps.db, doorScope(userId, origin), (trx) => loadStanding(trx, userId));
  await inScope(deps.db, scope, async (trx) => {
    const member = await memberOf(trx, tenantId, userId);
    const elsewhere = (standing?.offices ?? []).some(({ id }) => id !== tenantId);
    if (userId === scope.userId || elsewhere) throw identityErrors.SECOND_FACTOR_NOT_YOURS();
    if (!member.secondFactor) throw identityErrors.SECOND_FACTOR_NOT_STARTED();
    const at = deps.clock.now();
    await clearTotp(trx, userId);
    await replaceRecoveryCodes(trx, userId, [], at);
    await endSessions(trx, { userId }, at, 'second-factor-reset');
    await markMember(trx, tenantId, userId, { second_factor_reset_at: at });
    const { email } = member;
    await noteSecurityEvent(trx, { kind: 'second-factor-reset', at, userId, email, origin });
    const payload: SendMailPayload = {
      kind: 'second-factor-notice',
      userId,
      what: 'second-factor-reset',
      left: 0,
    };
    await enqueue(trx, SEND_MAIL, payload);
  });
  accessCacheOf(deps.db).forgetUser(userId);
}

async function memberOf(trx: Trx, tenantId: string, userId: string): Promise<MemberRow> {
  const member = await findMember(trx, tenantId, userId);
  if (member === null) throw identityErrors.MEMBER_NOT_FOUND();
  return member;
}

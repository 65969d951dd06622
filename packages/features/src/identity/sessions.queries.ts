/** Sessions and their rotating refresh tokens; of a token only the SHA-256 is kept. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Origin } from './identity-deps.ts';

export interface SessionRow {
  readonly sessionId: string;
  readonly userId: string;
  readonly officeId: string | null;
  readonly expiresAt: Date;
  readonly ended: boolean;
  /** Null: as long as a session may stay unused at most. */
  readonly idleHours: number | null;
}

export interface RefreshTokenRow extends SessionRow {
  readonly usedAt: Date | null;
  readonly tokenExpiresAt: Date;
  readonly successorSealed: Buffer | null;
}

export async function insertSession(
  trx: Trx,
  session: {
    userId: string;
    officeId: string | null;
    origin: Origin;
    now: Date;
    expiresAt: Date;
    idleHours: number | null;
  },
): Promise<string> {
  const row = await trx
    .insertInto('sessions')
    .values({
      user_id: session.userId,
      current_office_id: session.officeId,
      address: session.origin.address,
      user_agent: session.origin.userAgent?.slice(0, 300) ?? null,
      created_at: session.now,
      last_used_at: session.now,
      expires_at: session.expiresAt,
      idle_hours: session.idleHours,
    })
    .returning('session_id')
    .executeTakeFirstOrThrow();
  return row.session_id;
}

/**
 * Whether none of the person's sessions, ended ones included, came from such a browser on such a system: versions do
 * not count, they change by themselves. A first sign-in is nobody's surprise, and what names itself not is not judged.
 */
export async function isNewDevice(trx: Trx, userId: string, userAgent: string | null): Promise<boolean> {
  if (userAgent === null) return false;
  const { rows } = await sql<{ sessions: number; same: number }>`
    select count(*)::int as sessions,
      (count(*) filter (where regexp_replace(coalesce(user_agent, ''), '[0-9._]+', '', 'g')
        = regexp_replace(${userAgent.slice(0, 300)}, '[0-9._]+', '', 'g')))::int as same
    from sessions where user_id = ${userId}`.execute(trx);
  const [found] = rows;
  return found !== undefined && found.sessions > 0 && found.same === 0;
}

export async function insertRefreshToken(
  trx: Trx,
  token: { hash: Buffer; sessionId: string; issuedAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .insertInto('refresh_tokens')
    .values({
      token_hash: token.hash,
      session_id: token.sessionId,
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
    })
    .execute();
}

/**
 * The token and its session. The session is locked first and alone: whatever uses any token of one session waits
 * there, so that no two of them can wait for each other.
 */
export async function lockRefreshToken(trx: Trx, hash: Buffer): Promise<RefreshTokenRow | null> {
  await trx
    .selectFrom('sessions')
    .where('session_id', '=', (eb) =>
      eb.selectFrom('refresh_tokens').where('token_hash', '=', hash).select('session_id'),
    )
    .select('session_id')
    .forUpdate()
    .execute();
  const row = await trx
    .selectFrom('refresh_tokens as t')
    .innerJoin('sessions as s', 's.session_id', 't.session_id')
    .where('t.token_hash', '=', hash)
    .select((eb) => [
      's.session_id as sessionId',
      's.user_id as userId',
      's.current_office_id as officeId',
      's.expires_at as expiresAt',
      's.idle_hours as idleHours',
      eb('s.ended_at', 'is not', null).$castTo<boolean>().as('ended'),
      't.used_at as usedAt',
      't.expires_at as tokenExpiresAt',
      't.successor_sealed as successorSealed',
    ])
    .executeTakeFirst();
  return row ?? null;
}

/** Marks the token used and keeps its sealed successor. Older tokens forget theirs: it was just used, or never will be. */
export async function markTokenUsed(
  trx: Trx,
  token: { hash: Buffer; sessionId: string; usedAt: Date; successorSealed: Buffer },
): Promise<void> {
  await trx
    .updateTable('refresh_tokens')
    .set({ successor_sealed: null })
    .where('session_id', '=', token.sessionId)
    .where('successor_sealed', 'is not', null)
    .execute();
  await trx
    .updateTable('refresh_tokens')
    .set({ used_at: token.usedAt, successor_sealed: token.successorSealed })
    .where('token_hash', '=', token.hash)
    .execute();
}

export async function touchSession(
  trx: Trx,
  sessionId: string,
  change: { lastUsedAt: Date; officeId: string | null; idleHours: number | null },
): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({
      last_used_at: change.lastUsedAt,
      current_office_id: change.officeId,
      idle_hours: change.idleHours,
    })
    .where('session_id', '=', sessionId)
    .execute();
}

/** Ends sessions of a person: one, all, all but one, or those that work in one office. Returns how many were open. */
export async function endSessions(
  trx: Trx,
  which: { userId: string; only?: string; except?: string; office?: string },
  at: Date,
  because: string,
): Promise<number> {
  const { only, except, office } = which;
  const { numUpdatedRows } = await trx
    .updateTable('sessions')
    .set({ ended_at: at, ended_because: because })
    .where('user_id', '=', which.userId)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('session_id', '=', only ?? null))
    .$if(except !== undefined, (query) => query.where('session_id', '!=', except ?? null))
    .$if(office !== undefined, (query) => query.where('current_office_id', '=', office ?? null))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Whether the session is, or was, one of this person's. */
export async function isOwnSession(trx: Trx, sessionId: string, userId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('sessions')
    .where('session_id', '=', sessionId)
    .where('user_id', '=', userId)
    .select('session_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Open sessions of a person, the last used first; only those that work in `office`, where one is named. */
export function listOpenSessions(trx: Trx, userId: string, now: Date, office?: string) {
  return trx
    .selectFrom('sessions')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .$if(office !== undefined, (query) => query.where('current_office_id', '=', office ?? null))
    .orderBy('last_used_at', 'desc')
    .limit(200)
    .select(['session_id', 'created_at', 'last_used_at', 'address', 'user_agent'])
    .execute();
}

/** Deletes at most `limit` tokens that have expired or whose session has ended; returns how many. */
export async function deleteDeadRefreshTokens(trx: Trx, now: Date, limit: number): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('refresh_tokens')
    .where('token_hash', 'in', (eb) =>
      eb
        .selectFrom('refresh_tokens as t')
        .innerJoin('sessions as s', 's.session_id', 't.session_id')
        .where((or) => or.or([or('t.expires_at', '<', now), or('s.ended_at', '<', now)]))
        .limit(limit)
        .select('t.token_hash'),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

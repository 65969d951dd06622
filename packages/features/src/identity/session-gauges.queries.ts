/** SQL of the metrics of sign-ins: sessions that are open, over all offices. */
import { sql } from 'kysely';
import type { Database } from '../feature.ts';

export interface SessionCounts {
  /** Neither signed out nor run out. */
  readonly open: number;
  /** Of these, used within the last quarter of an hour. */
  readonly active: number;
}

/** Sessions belong to people, not to offices: no tenant is named. */
export async function countSessions(db: Database): Promise<SessionCounts> {
  const { rows } = await sql<SessionCounts>`
    select count(*)::int as open,
      (count(*) filter (where last_used_at > now() - interval '15 minutes'))::int as active
    from sessions where ended_at is null and expires_at > now()`.execute(db);
  return rows[0] ?? { open: 0, active: 0 };
}

/** SQL of the digest: who has something waiting for the mail of the day, what it is, and that it was mailed. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface DigestReader {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/** People who can sign in, have entries waiting, and got no digest since `dayStart`. */
export async function listDigestReaders(trx: Trx, tenantId: string, dayStart: Date): Promise<DigestReader[]> {
  const { rows } = await sql<DigestReader>`
    select u.user_id as "userId", u.email, coalesce(m.name, u.name) as name
    from memberships m join users u on u.user_id = m.user_id
    where m.tenant_id = ${tenantId} and m.disabled_at is null and u.disabled_at is null
      and exists (select from digest_entries e
        where e.tenant_id = m.tenant_id and e.user_id = m.user_id and e.mailed_at is null)
      and not exists (select from digest_entries e
        where e.tenant_id = m.tenant_id and e.user_id = m.user_id and e.mailed_at >= ${dayStart})
    order by u.user_id`.execute(trx);
  return rows;
}

export interface DigestEntry {
  readonly kind: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly clientTitle: string | null;
  readonly link: string | null;
  readonly createdAt: Date;
}

/** A mail names so many at most; what is more is counted. */
const MOST_IN_A_MAIL = 200;

/**
 * Takes what waits for the person, the oldest first: whoever else asks meanwhile gets none of it. What is about a client
 * out of a client user's sight is left out, as in the app.
 */
export async function takeEntries(
  trx: Trx,
  tenantId: string,
  userId: string,
  now: Date,
): Promise<{ entries: DigestEntry[]; total: number }> {
  const { rows } = await sql<DigestEntry>`
    with taken as (
      update digest_entries e set mailed_at = ${now}
      where e.tenant_id = ${tenantId} and e.user_id = ${userId} and e.mailed_at is null
      returning e.*)
    select t.kind, t.params, c.title as "clientTitle", t.link, t.created_at as "createdAt"
    from taken t
    join memberships m on m.tenant_id = t.tenant_id and m.user_id = t.user_id
    left join clients c on c.tenant_id = t.tenant_id and c.client_id = t.about_client_id
    where t.about_client_id is null or m.role <> 'client' or exists (select from membership_clients mc
      where mc.tenant_id = t.tenant_id and mc.user_id = t.user_id and mc.client_id = t.about_client_id)
    order by t.created_at, t.entry_id`.execute(trx);
  return { entries: rows.slice(0, MOST_IN_A_MAIL), total: rows.length };
}

/** Name, language and time zone of the office, as its mails are written. */
export async function findMailHabits(
  trx: Trx,
  tenantId: string,
): Promise<{ officeName: string; language: 'tr' | 'en'; timeZone: string }> {
  const row = await trx
    .selectFrom('offices as o')
    .leftJoin('office_settings as s', 's.tenant_id', 'o.tenant_id')
    .where('o.tenant_id', '=', tenantId)
    .select(['o.name', 's.language', 's.time_zone as timeZone'])
    .executeTakeFirst();
  const language = row?.language === 'en' ? 'en' : 'tr';
  return { officeName: row?.name ?? '', language, timeZone: row?.timeZone ?? 'Europe/Istanbul' };
}

/** Takes away what was mailed, or could not be for long. */
export async function clearEntries(trx: Trx, tenantId: string, before: Date): Promise<void> {
  await sql`delete from digest_entries where tenant_id = ${tenantId} and created_at < ${before}`.execute(trx);
}

/** Conditions on documents that more than one feature asks for: `d` is the alias of the table. */
import { type RawBuilder, sql } from 'kysely';

/** What may be approved unseen. The same as the indexes documents_clean and documents_clean_by_month: change all or none. */
export const CLEAN = sql<boolean>`d.state = 'READY' and d.voucher_id is not null and d.duplicate_of is null
  and not d.not_this_client and coalesce(d.worst_finding, 'info') = 'info'`;

/** The first moment of a day in Türkiye: what came at one in the morning of the first came in this month. */
export function startOfDay(day: string): RawBuilder<Date> {
  return sql<Date>`(${day}::date::timestamp at time zone 'Europe/Istanbul')`;
}

/** Whether a statement begins where what is known of its account ends: SQL over `s`, a row of bank_statements. */
import { sql } from 'kysely';

/** The line before the statement's first day, not its own. */
export const lineBefore = sql`
  select l.balance_kurus, l.booked_on from bank_lines l
  where l.tenant_id = s.tenant_id and l.bank_account_id = s.bank_account_id and l.booked_on < s.from_day
    and l.statement_id <> s.statement_id
  order by l.booked_on desc, l.line_id desc limit 1`;

/**
 * It does not: there is something before it, and its opening balance is neither that of the last line before, nor one of its
 * first day (several statements a day, pages, overlaps), nor what another statement of that day begins or an earlier one ends with.
 */
export const beginsApart = sql<boolean>`(
  exists (
    select 1 from bank_lines l
    where l.tenant_id = s.tenant_id and l.bank_account_id = s.bank_account_id and l.booked_on < s.from_day
      and l.statement_id <> s.statement_id)
  and s.opening_kurus is distinct from (select before.balance_kurus from (${lineBefore}) before)
  and not exists (
    select 1 from bank_lines l
    where l.tenant_id = s.tenant_id and l.bank_account_id = s.bank_account_id and l.booked_on = s.from_day
      and l.statement_id <> s.statement_id and l.balance_kurus = s.opening_kurus)
  and not exists (
    select 1 from bank_statements o
    where o.tenant_id = s.tenant_id and o.bank_account_id = s.bank_account_id and o.statement_id <> s.statement_id
      and ((o.from_day = s.from_day and o.opening_kurus = s.opening_kurus)
        or (o.to_day = s.from_day and o.closing_kurus = s.opening_kurus)))
)`;

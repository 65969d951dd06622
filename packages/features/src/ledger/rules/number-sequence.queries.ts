/** Fiş numbers run from 1 without a gap and without repeat, per client, fiscal year and type, up to the last one given. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery } from '../../ledger-rule.queries.ts';

export const numberSequence = ruleByQuery({
  name: 'number-sequence',
  title: { tr: 'Fiş numaraları boşluksuz ve tek', en: 'fiş numbers have no gap and no repeat' },
  breaks: {
    missing: { tr: '{from}–{to} arasındaki numaralar yok', en: 'numbers {from} to {to} are missing' },
    repeated: { tr: '{number} numarası birden çok', en: 'number {number} is there more than once' },
    counter: {
      tr: 'son numara {last}, sayaç (voucher_numbers) {counter}',
      en: 'the last number is {last}, the counter (voucher_numbers) says {counter}',
    },
  },
  remedy: {
    tr: 'Bir fiş silinmiş, taşınmış ya da elle numaralanmış: numaranın fişini denetim izinde ve yedekte arayın.',
    en: 'A voucher was deleted, moved or numbered by hand: look for the number in audit_log and in a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      with numbered as (
        select client_id, fiscal_year, type, fis_no,
          lag(fis_no, 1, 0) over (partition by client_id, fiscal_year, type order by fis_no) as before
        from vouchers v
        where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)} and v.status = 'posted'),
      series as (
        select client_id, fiscal_year, type, max(fis_no) as last from numbered group by client_id, fiscal_year, type),
      counters as (
        select client_id, fiscal_year, type, last_no from voucher_numbers n
        where n.tenant_id = ${scope.tenantId} and ${ofClient(sql`n.client_id`, scope)}),
      breaches as (
        select client_id, fiscal_year, type, fis_no as at,
          case when fis_no = before then 'repeated' else 'missing' end as breaks,
          case when fis_no = before then jsonb_build_object('number', fis_no::text)
            else jsonb_build_object('from', (before + 1)::text, 'to', (fis_no - 1)::text) end as facts
        from numbered where fis_no <> before + 1
        union all
        select client_id, fiscal_year, type, coalesce(last, 0) + 1, 'counter',
          jsonb_build_object('last', coalesce(last, 0)::text, 'counter', coalesce(last_no, 0)::text)
        from series full join counters using (client_id, fiscal_year, type)
        where coalesce(last, 0) <> coalesce(last_no, 0))
      select client_id as "clientId", fiscal_year || '/' || type as place, breaks, facts, count(*) over () as total
      from breaches order by client_id, fiscal_year, type, at limit ${scope.limit}`,
});

/** Yevmiye numbers run from 1 without a gap in the order of days, and the seal of a closed month binds them to the chain. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery } from '../../ledger-rule.queries.ts';

export const yevmiyeNumbers = ruleByQuery({
  name: 'yevmiye-numbers',
  title: {
    tr: 'Yevmiye numaraları sıralı ve kapanan ayların mührü sağlam',
    en: 'yevmiye numbers are in order and the seals of closed months hold',
  },
  breaks: {
    gap: { tr: '{number} numarasından önce {before} var', en: 'number {number} comes after {before}' },
    order: {
      tr: '{number} numaralı kaydın günü {day}, öncekinin {dayBefore}',
      en: 'entry {number} is of {day}, the one before it of {dayBefore}',
    },
    unnumbered: {
      tr: 'kapanmış {month} ayında {count} kaydın yevmiye numarası yok',
      en: '{count} entries of the closed month {month} have no yevmiye number',
    },
    seal: {
      tr: 'kapanmış {month} ayının mührü kayıtlarına uymuyor',
      en: 'the seal of the closed month {month} is not that of its entries',
    },
  },
  remedy: {
    tr: 'Kapanmış bir ay veritabanında elle değiştirilmiş: ayın fişlerini ve yevmiye_numbers tablosunu son yedekle karşılaştırın.',
    en: 'A closed month was changed in the database by hand: compare its vouchers and yevmiye_numbers with the last backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      with numbered as (
        select y.client_id, y.fiscal_year, y.yevmiye_no, y.period, v.voucher_date, v.chain_hash,
          lag(y.yevmiye_no, 1, 0) over (partition by y.client_id, y.fiscal_year order by y.yevmiye_no) as no_before,
          lag(v.voucher_date) over (partition by y.client_id, y.fiscal_year order by y.yevmiye_no) as day_before
        from yevmiye_numbers y join vouchers v on v.tenant_id = y.tenant_id and v.voucher_id = y.voucher_id
        where y.tenant_id = ${scope.tenantId} and ${ofClient(sql`y.client_id`, scope)}),
      months as (
        select p.client_id, p.period, p.fiscal_year, p.seal,
          coalesce(lag(p.seal) over (partition by p.client_id order by p.period), decode(repeat('00', 32), 'hex')) as seal_before
        from periods p
        where p.tenant_id = ${scope.tenantId} and ${ofClient(sql`p.client_id`, scope)} and p.status = 'closed'),
      breaches as (
        select client_id, fiscal_year, yevmiye_no as at, 'gap' as breaks,
          jsonb_build_object('number', yevmiye_no::text, 'before', no_before::text) as facts
        from numbered where yevmiye_no <> no_before + 1
        union all
        select client_id, fiscal_year, yevmiye_no, 'order',
          jsonb_build_object('number', yevmiye_no::text, 'day', voucher_date::text, 'dayBefore', day_before::text)
        from numbered where voucher_date < day_before or voucher_date < period
          or voucher_date >= period + interval '1 month'
        union all
        select m.client_id, m.fiscal_year, 0, 'unnumbered',
          jsonb_build_object('month', to_char(m.period, 'YYYY-MM'), 'count', count(*)::text)
        from months m join vouchers v on v.tenant_id = ${scope.tenantId} and v.client_id = m.client_id
          and v.status = 'posted' and v.voucher_date >= m.period and v.voucher_date < m.period + interval '1 month'
        where m.seal is not null and not exists (
          select from yevmiye_numbers y where y.tenant_id = v.tenant_id and y.voucher_id = v.voucher_id)
        group by m.client_id, m.fiscal_year, m.period
        union all
        select m.client_id, m.fiscal_year, 0, 'seal', jsonb_build_object('month', to_char(m.period, 'YYYY-MM'))
        from months m
        where m.seal is not null and m.seal <> sha256(m.seal_before || coalesce((
          select string_agg(int4send(n.yevmiye_no) || n.chain_hash, '' order by n.yevmiye_no) from numbered n
          where n.client_id = m.client_id and n.period = m.period), '')))
      select client_id as "clientId", fiscal_year::text as place, breaks, facts, count(*) over () as total
      from breaches order by client_id, fiscal_year, at, breaks limit ${scope.limit}`,
});

/** Every posted voucher balances to the kuruş and has at least two lines (VUK md. 215–219, çift taraflı kayıt). */
import { sql } from 'kysely';
import { type BreachRow, lira, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

export const voucherBalance = ruleByQuery({
  name: 'voucher-balance',
  title: {
    tr: 'Her fiş dengede ve en az iki satırlı',
    en: 'every posted voucher balances and has two lines',
  },
  breaks: {
    unbalanced: {
      tr: 'borç {debit}, alacak {credit}: fark {difference}',
      en: 'debit {debit}, credit {credit}: off by {difference}',
    },
    short: { tr: '{lines} satırı var', en: 'it has {lines} line(s)' },
  },
  remedy: {
    tr: 'Satırlar uygulamanın dışında değişmiş: denetim izinde (audit_log) fişi bulun, doğru hali yedekten geri getirin.',
    en: 'Its lines were changed past the application: find the voucher in audit_log, and take its true lines from a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      with sums as (
        select l.voucher_id, count(*) as lines, sum(l.debit_kurus) as debit, sum(l.credit_kurus) as credit
        from voucher_lines l where l.tenant_id = ${scope.tenantId} group by l.voucher_id)
      select v.client_id as "clientId", ${voucherPlace} as place,
        case when coalesce(s.lines, 0) < 2 then 'short' else 'unbalanced' end as breaks,
        jsonb_build_object('lines', coalesce(s.lines, 0)::text, 'debit', ${lira(sql`coalesce(s.debit, 0)`)},
          'credit', ${lira(sql`coalesce(s.credit, 0)`)}, 'difference', ${lira(sql`coalesce(abs(s.debit - s.credit), 0)`)}) as facts,
        count(*) over () as total
      from vouchers v left join sums s on s.voucher_id = v.voucher_id
      where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)} and v.status = 'posted'
        and (coalesce(s.lines, 0) < 2 or s.debit <> s.credit)
      order by v.voucher_id limit ${scope.limit}`,
});

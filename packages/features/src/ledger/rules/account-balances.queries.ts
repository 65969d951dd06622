/** The sums kept of each account and month are those of the posted lines that stand on it. */
import { sql } from 'kysely';
import { type BreachRow, lira, ofClient, ruleByQuery } from '../../ledger-rule.queries.ts';

export const accountBalances = ruleByQuery({
  name: 'account-balances',
  title: {
    tr: 'Hesap ay toplamları satırlarına eşit',
    en: 'the kept sums of accounts are those of their lines',
  },
  breaks: {
    differs: {
      tr: '{month} {kind}: tutulan borç {debit}, alacak {credit} ({lines} satır); satırlar borç {debitOfLines}, alacak {creditOfLines} ({linesFound} satır)',
      en: '{month} {kind}: kept debit {debit}, credit {credit} ({lines} lines); its lines debit {debitOfLines}, credit {creditOfLines} ({linesFound} lines)',
    },
  },
  remedy: {
    tr: 'Başka kural da bozuksa önce onu giderin. Yalnız bu bozuksa account_balances elle değiştirilmiştir: son yedekten geri yükleyin.',
    en: 'If another rule is broken, mend that first. If this is alone, account_balances was changed by hand: restore the last backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      with kept as (
        select b.client_id, b.account_code, b.period, b.entry_kind, b.debit_kurus, b.credit_kurus, b.line_count
        from account_balances b
        where b.tenant_id = ${scope.tenantId} and ${ofClient(sql`b.client_id`, scope)}),
      lines as (
        select v.client_id, l.account_code, date_trunc('month', v.voucher_date)::date as period,
          case v.type when 'acilis' then 'opening' when 'kapanis' then 'closing' else 'ordinary' end as entry_kind,
          sum(l.debit_kurus) as debit, sum(l.credit_kurus) as credit, count(*) as lines
        from vouchers v join voucher_lines l on l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id
        where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)} and v.status = 'posted'
        group by 1, 2, 3, 4)
      select client_id as "clientId", account_code as place, 'differs' as breaks,
        jsonb_build_object('month', to_char(period, 'YYYY-MM'), 'kind', entry_kind,
          'debit', ${lira(sql`coalesce(k.debit_kurus, 0)`)}, 'credit', ${lira(sql`coalesce(k.credit_kurus, 0)`)},
          'lines', coalesce(k.line_count, 0)::text, 'debitOfLines', ${lira(sql`coalesce(l.debit, 0)`)},
          'creditOfLines', ${lira(sql`coalesce(l.credit, 0)`)}, 'linesFound', coalesce(l.lines, 0)::text) as facts,
        count(*) over () as total
      from kept k full join lines l using (client_id, account_code, period, entry_kind)
      where (k.debit_kurus, k.credit_kurus, k.line_count) is distinct from (l.debit, l.credit, l.lines)
      order by client_id, account_code, period, entry_kind limit ${scope.limit}`,
});

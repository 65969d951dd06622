/** A posted reversal (ters kayıt) names a posted voucher of its client that is none itself, and mirrors it line by line. */
import { sql } from 'kysely';
import { type BreachRow, lira, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

export const reversals = ruleByQuery({
  name: 'reversals',
  title: { tr: 'Her ters kayıt aslının aynası', en: 'every reversal mirrors the voucher it names' },
  breaks: {
    nowhere: { tr: 'andığı fiş {original} yok', en: 'it names voucher {original}, which does not exist' },
    unfit: {
      tr: 'andığı fiş {original} bu mükellefin işlenmiş bir asıl fişi değil',
      en: 'it names {original}, which is no posted original of this client',
    },
    mirror: {
      tr: '{line}. satırda {account} borç {debit} alacak {credit}; aslında {originalAccount} borç {originalDebit} alacak {originalCredit}',
      en: 'line {line} has {account} debit {debit} credit {credit}; the original has {originalAccount} debit {originalDebit} credit {originalCredit}',
    },
  },
  remedy: {
    tr: 'Asıl fiş ya da ters kayıt uygulamanın dışında değişmiş: ikisini denetim izinde ve yedekte karşılaştırın.',
    en: 'The original or its reversal was changed past the application: compare both with audit_log and a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      with named as (
        select v.*, o.voucher_id as original, o.status as original_status, o.client_id as original_client,
          o.reversal_of as original_of
        from vouchers v left join vouchers o on o.tenant_id = v.tenant_id and o.voucher_id = v.reversal_of
        where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)}
          and v.status = 'posted' and v.reversal_of is not null)
      select v.client_id as "clientId", ${voucherPlace} as place,
        case when v.original is null then 'nowhere'
          when v.original_status <> 'posted' or v.original_client <> v.client_id or v.original_of is not null then 'unfit'
          else 'mirror' end as breaks,
        jsonb_build_object('original', v.reversal_of::text, 'line', coalesce(d.line_no::text, '–'),
          'account', coalesce(d.account, '–'), 'debit', ${lira(sql`coalesce(d.debit, 0)`)},
          'credit', ${lira(sql`coalesce(d.credit, 0)`)}, 'originalAccount', coalesce(d.original_account, '–'),
          'originalDebit', ${lira(sql`coalesce(d.original_debit, 0)`)},
          'originalCredit', ${lira(sql`coalesce(d.original_credit, 0)`)}) as facts,
        count(*) over () as total
      from named v left join lateral (
        select line_no, m.account_code as account, m.debit_kurus as debit, m.credit_kurus as credit,
          o.account_code as original_account, o.debit_kurus as original_debit, o.credit_kurus as original_credit
        from (select * from voucher_lines where tenant_id = ${scope.tenantId} and voucher_id = v.voucher_id) m
        full join (select * from voucher_lines where tenant_id = ${scope.tenantId} and voucher_id = v.original) o
          using (line_no)
        where (m.account_code, m.debit_kurus, m.credit_kurus)
          is distinct from (o.account_code, o.credit_kurus, o.debit_kurus)
        order by line_no limit 1) d on true
      where v.original is null or v.original_status <> 'posted' or v.original_client <> v.client_id
        or v.original_of is not null or d.line_no is not null
      order by v.voucher_id limit ${scope.limit}`,
});

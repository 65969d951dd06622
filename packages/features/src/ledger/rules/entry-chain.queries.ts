/** Each posted voucher's hash is that of its content and of the voucher before it: what changed unseen is named. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

/**
 * The first entry of each chain (client and fiscal year) that differs; a chain breaks once, for nothing that follows
 * it can be trusted to have been told in order. The canonical form is said again here, in the judge's own words.
 */
export const entryChain = ruleByQuery({
  name: 'entry-chain',
  title: { tr: 'Kayıt zinciri bozulmamış', en: 'the chain of entries is unbroken' },
  breaks: {
    changed: {
      tr: 'zincirde {place}. kayıt ya da bir önceki kayıt işlendikten sonra değişmiş; zincirde {differing} kayıt tutmuyor',
      en: 'entry {place} of the chain, or the one before it, was changed after posting; {differing} entries of the chain differ',
    },
    missing: {
      tr: 'zincirde {from}–{to} arasındaki kayıtlar yok',
      en: 'entries {from} to {to} of the chain are missing',
    },
    end: {
      tr: 'zincirin son kaydı {last}, kayıtlı sonu (ledger_chains) {head}',
      en: 'the last entry of the chain is {last}, its recorded end (ledger_chains) is {head}',
    },
  },
  remedy: {
    tr: 'Fiş veritabanında elle değiştirilmiş. Satırlarını denetim izindeki ve son yedekteki hâliyle karşılaştırın; doğrusu yedektedir.',
    en: 'The voucher was changed in the database by hand. Compare its lines with the audit log and the last backup; the backup holds what was posted.',
  },
  breaches: (scope) => sql<BreachRow>`
      with posted as (
        select v.*,
          lag(v.chain_hash, 1, decode(repeat('00', 32), 'hex')) over chain as hash_before,
          lag(v.chain_no, 1, 0) over chain as no_before
        from vouchers v
        where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)} and v.status = 'posted'
        window chain as (partition by v.client_id, v.fiscal_year order by v.chain_no)),
      lines as (
        select l.voucher_id, string_agg(chr(10) || json_build_array(l.line_no, l.account_code, l.debit_kurus, l.credit_kurus,
            l.description, l.fx_currency, trim_scale(l.fx_amount), trim_scale(l.fx_rate))::text, '' order by l.line_no) as said
        from voucher_lines l join posted p on p.voucher_id = l.voucher_id
        where l.tenant_id = ${scope.tenantId} group by l.voucher_id),
      judged as (
        select v.*,
          case
            when v.chain_no <> v.no_before + 1 then 'missing'
            when v.chain_hash <> sha256(
              v.hash_before || int4send(v.chain_no) || int8send((extract(epoch from v.posted_at) * 1000000)::bigint)
              || convert_to(json_build_array(1, v.tenant_id, v.client_id, v.fiscal_year, v.type, v.fis_no, v.voucher_id,
                v.voucher_date, v.description, v.document_id, v.reversal_of, v.posted_by)::text
                || coalesce(l.said, ''), 'UTF8')) then 'changed'
          end as breaks
        from posted v left join lines l on l.voucher_id = v.voucher_id),
      differing as (
        select v.*, count(*) over of_chain as in_chain, row_number() over of_chain_in_order as nth
        from judged v where v.breaks is not null
        window of_chain as (partition by v.client_id, v.fiscal_year),
          of_chain_in_order as (partition by v.client_id, v.fiscal_year order by v.chain_no)),
      ends as (
        select client_id, fiscal_year, max(chain_no) as last_no,
          (array_agg(chain_hash order by chain_no desc))[1] as last_hash
        from posted group by client_id, fiscal_year),
      heads as (
        select client_id, fiscal_year, last_no, last_hash from ledger_chains c
        where c.tenant_id = ${scope.tenantId} and ${ofClient(sql`c.client_id`, scope)}),
      breaches as (
        select v.client_id, v.fiscal_year, v.chain_no as at, ${voucherPlace} as place, v.breaks,
          case v.breaks
            when 'missing' then jsonb_build_object('from', (v.no_before + 1)::text, 'to', (v.chain_no - 1)::text)
            else jsonb_build_object('place', v.chain_no::text, 'differing', v.in_chain::text) end as facts
        from differing v where v.nth = 1
        union all
        select client_id, fiscal_year, coalesce(e.last_no, 0) + 1, fiscal_year::text, 'end',
          jsonb_build_object('last', coalesce(e.last_no, 0)::text, 'head', coalesce(h.last_no, 0)::text)
        from ends e full join heads h using (client_id, fiscal_year)
        where e.last_no is distinct from h.last_no or e.last_hash is distinct from h.last_hash)
      select client_id as "clientId", place, breaks, facts, count(*) over () as total
      from breaches order by client_id, fiscal_year, at limit ${scope.limit}`,
});

/** A document is POSTED exactly where the voucher that it names is posted, is its own, and is not reversed. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery } from '../../ledger-rule.queries.ts';

export const postedDocuments = ruleByQuery({
  name: 'posted-documents',
  title: { tr: 'Belge ile fişi aynı şeyi söyler', en: 'documents and their posted vouchers agree' },
  breaks: {
    voucher: {
      tr: 'belge POSTED, andığı fiş {voucher} ise onun işlenmiş fişi değil ({why})',
      en: 'the document is POSTED, but voucher {voucher} is not its posted voucher ({why})',
    },
    document: {
      tr: 'fişi {voucher} işlenmiş, belge ise {state} ve andığı fiş {named}',
      en: 'its voucher {voucher} is posted, but the document is {state} and names {named}',
    },
    lost: {
      tr: 'işlenmiş fiş {voucher} olmayan bir belgeyi anıyor',
      en: 'posted voucher {voucher} names no document there is',
    },
  },
  remedy: {
    tr: 'Belge ya da fiş uygulamanın dışında değişmiş: ikisinin geçmişine denetim izinde bakın, yedekle karşılaştırın.',
    en: 'The document or its voucher was changed past the application: look at both in audit_log, compare with a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      with own as (
        select v.voucher_id, v.client_id, v.document_id from vouchers v
        where v.tenant_id = ${scope.tenantId} and v.status = 'posted' and v.reversal_of is null
          and v.document_id is not null and not exists (
            select from vouchers r where r.tenant_id = ${scope.tenantId} and r.reversal_of = v.voucher_id
              and r.status = 'posted')),
      breaches as (
        select d.client_id, d.document_id, d.file_name, 'voucher' as breaks,
          jsonb_build_object('voucher', coalesce(d.voucher_id::text, '–'), 'why',
            case when v.voucher_id is null then 'yok / missing' when v.status <> 'posted' then v.status
              when v.document_id is distinct from d.document_id then 'başka belgenin / of another document'
              when v.client_id <> d.client_id then 'başka mükellefin / of another client'
              else 'ters kaydı var / reversed' end) as facts
        from documents d
        left join vouchers v on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id
        left join own o on o.voucher_id = d.voucher_id
        where d.tenant_id = ${scope.tenantId} and ${ofClient(sql`d.client_id`, scope)} and d.state = 'POSTED'
          and (o.document_id is distinct from d.document_id or o.client_id is distinct from d.client_id)
        union all
        select o.client_id, o.document_id, d.file_name, case when d.document_id is null then 'lost' else 'document' end,
          jsonb_build_object('voucher', o.voucher_id::text, 'state', coalesce(d.state, '–'),
            'named', coalesce(d.voucher_id::text, '–'))
        from own o left join documents d on d.tenant_id = ${scope.tenantId} and d.document_id = o.document_id
        where ${ofClient(sql`o.client_id`, scope)}
          and (d.document_id is null or d.state <> 'POSTED' or d.voucher_id is distinct from o.voucher_id))
      select client_id as "clientId", concat_ws(' ', file_name, document_id::text) as place, breaks, facts,
        count(*) over () as total
      from breaches order by document_id, breaks limit ${scope.limit}`,
});

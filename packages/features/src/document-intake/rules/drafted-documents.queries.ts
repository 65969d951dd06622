/** The draft of a document is the one that the document names, and the document waits for it: it is no longer a draft once decided. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

export const draftedDocuments = ruleByQuery({
  name: 'drafted-documents',
  title: { tr: 'Taslak fişin belgesi onu bekler', en: 'every draft’s document waits for it' },
  breaks: {
    lost: {
      tr: 'taslağın belgesi {document} yok',
      en: 'the document {document} of the draft does not exist',
    },
    state: {
      tr: 'belgesi {document} {state}: taslağı olamaz',
      en: 'its document {document} is {state}: that has no draft',
    },
    named: {
      tr: 'belgesi {document} başka bir fişi anıyor: {named}',
      en: 'its document {document} names another voucher: {named}',
    },
    client: {
      tr: 'belgesi {document} başka bir mükellefin',
      en: 'its document {document} is another client’s',
    },
  },
  remedy: {
    tr: 'Belgeyi yeniden okutun (belge sayfasında Yeniden oku); taslak defterde değildir, silinebilir.',
    en: 'Have the document read again (Yeniden oku on its page); a draft is not in the books and may be deleted.',
  },
  breaches: (scope) => sql<BreachRow>`
      select v.client_id as "clientId", ${voucherPlace} as place,
        case when d.document_id is null then 'lost' when d.client_id <> v.client_id then 'client'
          when d.state not in ('PENDING', 'PROCESSING', 'READY') then 'state' else 'named' end as breaks,
        jsonb_build_object('document', v.document_id::text, 'state', coalesce(d.state, '–'),
          'named', coalesce(d.voucher_id::text, '–')) as facts,
        count(*) over () as total
      from vouchers v left join documents d on d.tenant_id = v.tenant_id and d.document_id = v.document_id
      where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)}
        and v.status = 'draft' and v.document_id is not null and v.reversal_of is null
        and (d.document_id is null or d.client_id <> v.client_id
          or d.state not in ('PENDING', 'PROCESSING', 'READY') or d.voucher_id is distinct from v.voucher_id)
      order by v.voucher_id limit ${scope.limit}`,
});

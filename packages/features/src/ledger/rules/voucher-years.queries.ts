/** A posted voucher is numbered in the fiscal year of its day, and only a posted one has a number. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

export const voucherYears = ruleByQuery({
  name: 'voucher-years',
  title: {
    tr: 'Her fiş gününün hesap döneminde',
    en: 'every voucher is numbered in the fiscal year of its day',
  },
  breaks: {
    year: {
      tr: '{day} günlü fiş {found} döneminde, olması gereken {expected}',
      en: 'dated {day} but in fiscal year {found} instead of {expected}',
    },
    number: {
      tr: 'durumu {status}, numarası {number}: yalnız işlenmiş fişin numarası olur',
      en: 'status {status} with number {number}: posted vouchers alone have one',
    },
    client: { tr: 'mükellefi yok', en: 'its client does not exist' },
  },
  remedy: {
    tr: 'Fiş ya da mükellefin dönem başı uygulamanın dışında değişmiş: denetim izine bakın, yedekle karşılaştırın.',
    en: 'The voucher or the client’s fiscal year was changed past the application: look at audit_log, compare with a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      select v.client_id as "clientId", ${voucherPlace} as place,
        case when c.client_id is null then 'client' when (v.status = 'posted') <> (v.fis_no is not null) then 'number'
          else 'year' end as breaks,
        jsonb_build_object('day', v.voucher_date::text, 'found', coalesce(v.fiscal_year::text, '–'),
          'expected', coalesce(app.fiscal_year(v.voucher_date, c.fiscal_year_start_month)::text, '–'),
          'status', v.status, 'number', coalesce(v.fis_no::text, '–')) as facts,
        count(*) over () as total
      from vouchers v left join clients c on c.tenant_id = v.tenant_id and c.client_id = v.client_id
      where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)}
        and (c.client_id is null or (v.status = 'posted') <> (v.fis_no is not null)
          or v.status = 'posted'
            and v.fiscal_year is distinct from app.fiscal_year(v.voucher_date, c.fiscal_year_start_month))
      order by v.voucher_id limit ${scope.limit}`,
});

/** A line belongs to a voucher of the same client, and stands in the books on its voucher's day, or not at all yet. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery } from '../../ledger-rule.queries.ts';

export const linePlaces = ruleByQuery({
  name: 'line-places',
  title: {
    tr: 'Her satır fişinin mükellefinde ve gününde',
    en: 'every line stands with the client and on the day of its voucher',
  },
  breaks: {
    orphan: { tr: '{line}. satırın fişi yok', en: 'line {line} has no voucher' },
    client: {
      tr: '{line}. satır {lineClient} mükellefinin, fiş {voucherClient} mükellefinin',
      en: 'line {line} is of client {lineClient}, its voucher of {voucherClient}',
    },
    day: {
      tr: '{line}. satır {lineDay} gününde, fiş {voucherDay} gününde',
      en: 'line {line} stands on {lineDay}, its voucher on {voucherDay}',
    },
  },
  remedy: {
    tr: 'Fiş ya da satır uygulamanın dışında taşınmış: denetim izine bakın, doğru hali yedekten geri getirin.',
    en: 'The voucher or its line was moved past the application: look at audit_log, restore the true state from a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      select l.client_id as "clientId",
        concat_ws(' ', coalesce(v.fiscal_year::text, v.voucher_date::text) || '/' || v.type || '/'
          || coalesce(v.fis_no::text, '–'), l.voucher_id::text) as place,
        case when v.voucher_id is null then 'orphan' when v.client_id <> l.client_id then 'client' else 'day' end as breaks,
        jsonb_build_object('line', l.line_no::text, 'lineClient', l.client_id::text,
          'voucherClient', coalesce(v.client_id::text, '–'), 'lineDay', coalesce(l.book_date::text, '–'),
          'voucherDay', case v.status when 'posted' then v.voucher_date::text else '–' end) as facts,
        count(*) over () as total
      from voucher_lines l left join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
      where l.tenant_id = ${scope.tenantId}
        and (${ofClient(sql`l.client_id`, scope)} or ${ofClient(sql`v.client_id`, scope)})
        and (v.voucher_id is null or v.client_id <> l.client_id
          or l.book_date is distinct from case v.status when 'posted' then v.voucher_date end)
      order by l.voucher_id, l.line_no limit ${scope.limit}`,
});

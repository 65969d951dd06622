/** Each line stands on one side, debit or credit, with an amount above nothing. */
import { sql } from 'kysely';
import { type BreachRow, lira, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

export const lineSides = ruleByQuery({
  name: 'line-sides',
  title: { tr: 'Her satır tek taraflı', en: 'every line stands on one side' },
  breaks: {
    sides: {
      tr: '{line}. satırda borç {debit}, alacak {credit}',
      en: 'line {line} has debit {debit}, credit {credit}',
    },
  },
  remedy: {
    tr: 'voucher_lines tablosunun kuralları kalkmış: pnpm db:migrate check; satırın doğru halini yedekten alın.',
    en: 'The constraints of voucher_lines are gone: pnpm db:migrate check; take the true line from a backup.',
  },
  breaches: (scope) => sql<BreachRow>`
      select l.client_id as "clientId", ${voucherPlace} as place, 'sides' as breaks,
        jsonb_build_object('line', l.line_no::text, 'debit', ${lira(sql`l.debit_kurus`)},
          'credit', ${lira(sql`l.credit_kurus`)}) as facts,
        count(*) over () as total
      from voucher_lines l join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id
      where l.tenant_id = ${scope.tenantId} and ${ofClient(sql`l.client_id`, scope)}
        and ((l.debit_kurus > 0) = (l.credit_kurus > 0) or l.debit_kurus < 0 or l.credit_kurus < 0)
      order by l.voucher_id, l.line_no limit ${scope.limit}`,
});

/** A posted line stands on an account that its client's chart has, and only leaf accounts take postings. */
import { sql } from 'kysely';
import { type BreachRow, ofClient, ruleByQuery, voucherPlace } from '../../ledger-rule.queries.ts';

export const lineAccounts = ruleByQuery({
  name: 'line-accounts',
  title: {
    tr: 'Her satırın hesabı var ve alt hesabı yok',
    en: 'every line stands on a leaf account that exists',
  },
  breaks: {
    missing: {
      tr: '{line}. satırın {account} hesabı hesap planında yok',
      en: 'account {account} of line {line} is not in the chart',
    },
    group: {
      tr: '{line}. satır alt hesapları olan {account} hesabında',
      en: 'line {line} stands on {account}, which has sub-accounts',
    },
  },
  remedy: {
    tr: 'Hesap planı uygulamanın dışında değişmiş: hesabı yedekten geri getirin ya da alt hesabı kaldırın.',
    en: 'The chart was changed past the application: restore the account from a backup, or remove its sub-account.',
  },
  breaches: (scope) => sql<BreachRow>`
      select l.client_id as "clientId", ${voucherPlace} as place,
        case when a.code is null then 'missing' else 'group' end as breaks,
        jsonb_build_object('line', l.line_no::text, 'account', l.account_code) as facts,
        count(*) over () as total
      from voucher_lines l
      join vouchers v on v.tenant_id = l.tenant_id and v.voucher_id = l.voucher_id and v.status = 'posted'
      left join accounts a on a.tenant_id = l.tenant_id and a.client_id = l.client_id and a.code = l.account_code
      where l.tenant_id = ${scope.tenantId} and ${ofClient(sql`l.client_id`, scope)}
        and (a.code is null or not a.is_leaf or exists (
          select from accounts child where child.tenant_id = ${scope.tenantId}
            and child.client_id = l.client_id and child.parent_code = l.account_code))
      order by l.voucher_id, l.line_no limit ${scope.limit}`,
});

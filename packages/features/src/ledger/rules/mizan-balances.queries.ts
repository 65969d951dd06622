/** What the mizan answers for an account is the plain sum of the posted lines that stand on it. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { sql } from 'kysely';
import type { Trx } from '../../feature.ts';
import { type Breach, type LedgerRule, ofClient, type RuleScope } from '../../ledger-rule.queries.ts';
import { type AccountSums, sumByAccount } from '../balances.queries.ts';

const END_OF_TIME = '2199-12-31';

export const mizanBalances: LedgerRule = {
  name: 'mizan-balances',
  title: { tr: 'Mizan satırların toplamı', en: 'every balance of the mizan is the sum of its lines' },
  breaks: {
    differs: {
      tr: '{from} öncesi {opening}, sonrası borç {debit} alacak {credit}; satırlar: {openingOfLines}, borç {debitOfLines} alacak {creditOfLines}',
      en: 'before {from} {opening}, since debit {debit} credit {credit}; its lines: {openingOfLines}, debit {debitOfLines} credit {creditOfLines}',
    },
  },
  remedy: {
    tr: 'Başka kural da bozuksa önce onu giderin. Yalnız bu bozuksa indeks bozuktur: REINDEX TABLE CONCURRENTLY voucher_lines.',
    en: 'If another rule is broken, mend that first. If this is alone, an index is damaged: REINDEX TABLE CONCURRENTLY voucher_lines.',
  },
  async check(trx, scope) {
    const breaches: Breach[] = [];
    let total = 0;
    for (const { clientId, from } of await listBooks(trx, scope)) {
      const told = byCode(await sumByAccount(trx, scope.tenantId, clientId, { from, to: END_OF_TIME }));
      const plain = byCode(await sumLines(trx, scope.tenantId, clientId, from));
      for (const code of [...new Set([...told.keys(), ...plain.keys()])].sort()) {
        const [answer, lines] = [told.get(code) ?? nothing(code), plain.get(code) ?? nothing(code)];
        if (isSame(answer, lines)) continue;
        total += 1;
        if (breaches.length < scope.limit)
          breaches.push({ clientId, place: code, breaks: 'differs', facts: factsOf(from, answer, lines) });
      }
    }
    return { breaches, total };
  },
};

const nothing = (code: string): AccountSums => ({
  code,
  openingNetKurus: 0n,
  periodDebitKurus: 0n,
  periodCreditKurus: 0n,
});

function byCode(sums: readonly AccountSums[]): Map<string, AccountSums> {
  return new Map(sums.map((each) => [each.code, each]));
}

function isSame(a: AccountSums, b: AccountSums): boolean {
  return (
    a.openingNetKurus === b.openingNetKurus &&
    a.periodDebitKurus === b.periodDebitKurus &&
    a.periodCreditKurus === b.periodCreditKurus
  );
}

function factsOf(from: string, answer: AccountSums, lines: AccountSums): Record<string, string> {
  return {
    from,
    opening: kurusToDecimal(answer.openingNetKurus),
    debit: kurusToDecimal(answer.periodDebitKurus),
    credit: kurusToDecimal(answer.periodCreditKurus),
    openingOfLines: kurusToDecimal(lines.openingNetKurus),
    debitOfLines: kurusToDecimal(lines.periodDebitKurus),
    creditOfLines: kurusToDecimal(lines.periodCreditKurus),
  };
}

interface Books {
  readonly clientId: string;
  /** The last day with postings, so that opening and period are put to the test, and a month that a day cuts in two. */
  readonly from: string;
}

async function listBooks(trx: Trx, scope: RuleScope): Promise<Books[]> {
  const { rows } = await sql<Books>`
    select v.client_id as "clientId", max(v.voucher_date) as from
    from vouchers v
    where v.tenant_id = ${scope.tenantId} and ${ofClient(sql`v.client_id`, scope)} and v.status = 'posted'
    group by v.client_id order by v.client_id`.execute(trx);
  return rows;
}

/**
 * By another road than the mizan's: from the posted vouchers, by their own day, to their lines; the amounts come from
 * the table itself, where the mizan reads the copies in its index.
 */
async function sumLines(trx: Trx, tenantId: string, clientId: string, from: string): Promise<AccountSums[]> {
  await sql`set local enable_indexonlyscan = off`.execute(trx);
  const { rows } = await sql<AccountSums>`
    select l.account_code as code,
      coalesce(sum(l.debit_kurus - l.credit_kurus) filter (where v.voucher_date < ${from}::date), 0)::bigint
        as "openingNetKurus",
      coalesce(sum(l.debit_kurus) filter (where v.voucher_date >= ${from}::date), 0)::bigint as "periodDebitKurus",
      coalesce(sum(l.credit_kurus) filter (where v.voucher_date >= ${from}::date), 0)::bigint as "periodCreditKurus"
    from vouchers v join voucher_lines l on l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id
    where v.tenant_id = ${tenantId} and v.client_id = ${clientId} and v.status = 'posted'
    group by l.account_code`.execute(trx);
  await sql`set local enable_indexonlyscan = on`.execute(trx);
  return rows;
}

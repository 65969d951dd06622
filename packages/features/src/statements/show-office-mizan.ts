/** The mizan figures of all clients in sight, as the page and its file show them. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Trx } from '../feature.ts';
import { listOfficeMizan, type OfficeMizanFigures } from './office-mizan.queries.ts';
import type { OfficeMizanRow } from './office-mizan-contract.ts';

const text = (kurus: bigint | null): string => kurusToDecimal(kurus ?? 0n);

function present(row: OfficeMizanFigures): OfficeMizanRow {
  const reversed = (name: 'cash' | 'bank' | 'receivables' | 'payables') => ({
    amount: text(row[`${name}Reversed`]),
    count: row[`${name}ReversedCount`] ?? 0,
    account: row[`${name}ReversedAccount`],
  });
  const [collected, deductible, before] = [row.vatCollected, row.vatDeductible, row.vatCarriedBefore];
  return {
    clientId: row.clientId,
    title: row.title,
    taxId: row.taxId,
    cash: text(row.cash),
    cashReversed: reversed('cash'),
    bank: text(row.bank),
    bankReversed: reversed('bank'),
    receivables: text(row.receivables),
    receivablesReversed: reversed('receivables'),
    payables: text(row.payables),
    payablesReversed: reversed('payables'),
    vatDeductible: text(deductible),
    vatCollected: text(collected),
    vatCarried: text(row.vatCarried),
    vatCarriedBefore: text(before),
    vatExpected: text((collected ?? 0n) - (deductible ?? 0n) - (before ?? 0n)),
  };
}

/** By title; `month` is "2026-11". */
export async function loadOfficeMizan(trx: Trx, tenantId: string, month: string): Promise<OfficeMizanRow[]> {
  return (await listOfficeMizan(trx, tenantId, `${month}-01`)).map(present);
}

/** Posts a proposed voucher, holds the mizan against the invoice to the kuruş, and reverses it. */
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { DocumentView } from '@muhasebi/features/document-intake/contract.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { systemClock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import type { GeneratedInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { SmokeFault } from './parts.ts';
import type { SmokeApi } from './smoke-api.ts';

function mustEqual(what: string, decimal: string | undefined, expectedKurus: bigint): void {
  const found = decimal === undefined ? null : kurusFromDecimal(decimal);
  if (found !== expectedKurus)
    throw new SmokeFault('ledger', `${what}: ${decimal}, beklenen / expected ${expectedKurus} kuruş`);
}

/** The voucher proposed for the document balances at what the invoice asks for. */
export async function checkProposal(
  api: SmokeApi,
  { voucherId }: DocumentView,
  { billed }: GeneratedInvoice,
): Promise<void> {
  if (voucherId === null) throw new SmokeFault('ledger', 'fiş önerilmedi / no voucher was proposed');
  const voucher = await api.ask('ledger', ledgerContract.getVoucher, { params: { voucherId } });
  mustEqual('fiş, borç / voucher, debit', voucher.totalDebit, billed.totals.payable);
  mustEqual('fiş, alacak / voucher, credit', voucher.totalCredit, billed.totals.payable);
  if (voucher.status !== 'draft') throw new SmokeFault('ledger', `fiş ${voucher.status}`);
}

export async function post(api: SmokeApi, voucherId: string): Promise<void> {
  const { results } = await api.ask('ledger', ledgerContract.postVouchers, {
    body: { vouchers: [{ id: voucherId }] },
  });
  const [result] = results;
  if (result?.status !== 'posted' || result.fisNo === null)
    throw new SmokeFault('ledger', `${result?.error?.code} ${result?.error?.message}`);
}

function mizanOfYear(api: SmokeApi, clientId: string) {
  const year = turkishDay(systemClock).slice(0, 4);
  return api.ask('ledger', ledgerContract.getMizan, {
    params: { clientId },
    query: { from: `${year}-01-01`, to: `${year}-12-31`, level: 3 },
  });
}

/** The balances of the client's books are those of this one invoice: what was reversed leaves none. */
export async function checkMizan(
  api: SmokeApi,
  clientId: string,
  { billed }: GeneratedInvoice,
): Promise<void> {
  const { balanced, rows, totals } = await mizanOfYear(api, clientId);
  if (!balanced) throw new SmokeFault('ledger', 'mizan dengede değil / the mizan does not balance');
  mustEqual('mizan, borç bakiyesi / debit', totals.balanceDebit, billed.totals.payable);
  mustEqual('mizan, alacak bakiyesi / credit', totals.balanceCredit, billed.totals.payable);
  const kdvKurus = billed.totals.taxInclusive - billed.totals.taxExclusive;
  mustEqual('mizan 191', rows.find(({ code }) => code === '191')?.balanceDebit, kdvKurus);
  mustEqual('mizan 320', rows.find(({ code }) => code === '320')?.balanceCredit, billed.totals.payable);
}

/** The correction that books know: after it nothing is owed. */
export async function reverse(api: SmokeApi, clientId: string, voucherId: string): Promise<void> {
  const reversal = await api.ask('ledger', ledgerContract.reverseVoucher, {
    params: { voucherId },
    body: { date: turkishDay(systemClock), description: 'Duman testi bitti' },
  });
  if (reversal.reversalOf !== voucherId) throw new SmokeFault('ledger', 'ters kayıt fişi göstermiyor');
  const { balanced, totals } = await mizanOfYear(api, clientId);
  if (!balanced) throw new SmokeFault('ledger', 'mizan dengede değil / the mizan does not balance');
  mustEqual('ters kayıttan sonra kalan / left after the reversal', totals.balanceDebit, 0n);
}

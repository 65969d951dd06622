/** The trader of the demo as the steps of the seeding see it: its client, its months, and how vouchers come into its books. */
import { createHash } from 'node:crypto';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { TRADER } from './demo-clients.ts';
import type { DemoStage } from './demo-stage.ts';
import type { OpenedOffice } from './open-demo-office.ts';
import { type TraderMonth, traderMonths } from './trader-months.ts';
import type { NamedVoucher } from './trader-vouchers.ts';

/** The books that a step works on, and who opened them. */
export interface TraderBooks {
  readonly stage: DemoStage;
  readonly office: OpenedOffice;
  readonly clientId: string;
  readonly months: readonly TraderMonth[];
}

export function traderBooks(stage: DemoStage, office: OpenedOffice): TraderBooks {
  const trader = office.clients.find(({ client }) => client.key === TRADER);
  if (trader === undefined) throw new RangeError('the demo has no trader');
  return { stage, office, clientId: trader.clientId, months: traderMonths(office.today) };
}

/** The same name gives the same id in one office: what was entered before a cut is found again. */
function idOf(tenantId: string, key: string): string {
  const hex = createHash('sha256').update(`${tenantId} ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Enters and posts; what stands in the books already stays. Throws where one is refused. */
export async function enter(
  { stage, office, clientId }: TraderBooks,
  vouchers: readonly NamedVoucher[],
): Promise<void> {
  if (vouchers.length === 0) return;
  const entries = vouchers.map(({ key, ...voucher }) => ({ id: idOf(office.tenantId, key), ...voucher }));
  const { results } = await stage.api.call(office.accountant, ledgerContract.enterVouchers, {
    params: { clientId },
    body: { vouchers: entries },
  });
  const refused = results.find(({ status }) => status === 'refused');
  if (refused !== undefined)
    throw new Error(`a voucher of the trader was refused: ${refused.error?.messageEn}`);
}

/** Posts a draft; throws where it is refused. */
export async function post({ stage, office }: TraderBooks, voucherId: string): Promise<void> {
  const { results } = await stage.api.call(office.accountant, ledgerContract.postVouchers, {
    body: { vouchers: [{ id: voucherId }] },
  });
  if (results[0]?.status !== 'posted')
    throw new Error(`a draft was refused: ${results[0]?.error?.messageEn}`);
}

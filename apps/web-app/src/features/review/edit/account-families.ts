/** Which accounts are costs and which are counterparties: what a line may be changed to in one go. */
import type { Answer } from '../../../api/contracts.ts';

export type Account = Answer<'GET /clients/:clientId/accounts'>['items'][number];

/**
 * Where a purchase may go (1 Sıra No.lu MSUGT): stocks 15x, fixed assets 25x and 26x, prepaid 18x and 28x, expenses 63x, 65x, 66x, 68x,
 * and the cost accounts of 7/A.
 */
export function isCostAccount(code: string): boolean {
  return /^(15|18|25|26|28|62|63|65|66|68|7[1-9])\d/.test(code);
}

/** Alıcılar, satıcılar and the other people one owes or is owed by: 12x, 13x, 32x, 33x, 34x. */
export function isCounterpartyAccount(code: string): boolean {
  return /^(12|13|32|33|34)\d/.test(code);
}

/** Groups below which a new counterparty is opened, where the chart has them as starting groups. */
export const COUNTERPARTY_GROUPS = ['320.01', '320.02', '120.01', '120.02'] as const;

/** The group a new counterparty of this line belongs to. */
export function groupOf(accountCode: string): (typeof COUNTERPARTY_GROUPS)[number] {
  return (
    COUNTERPARTY_GROUPS.find((group) => accountCode.startsWith(`${group}.`)) ??
    (accountCode.startsWith('12') ? '120.01' : '320.01')
  );
}

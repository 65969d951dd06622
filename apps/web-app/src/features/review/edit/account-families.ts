/** Which accounts are costs and which are counterparties: what a line may be changed to in one go. */
import type { Answer } from '../../../api/contracts.ts';

export type Account = Answer<'GET /clients/:clientId/accounts'>['items'][number];

/**
 * Where a purchase may go (1 Sıra No.lu MSUGT): stocks 15x, fixed assets 25x and 26x, prepaid 18x and 28x, expenses 63x, 65x, 66x, 68x,
 * and the cost accounts of 7/A.
 */
export const COST_GROUPS = '15,18,25,26,28,62,63,65,66,68,71,72,73,74,75,76,77,78,79';

/** Alıcılar, satıcılar and the other people one owes or is owed by: 12x, 13x, 32x, 33x, 34x. */
export const CARI_GROUPS = '12,13,32,33,34';

/** Whether an account of three digits or more lies in one of the groups. */
export function isOfGroups(code: string, groups: string): boolean {
  return code.length > 2 && groups.split(',').includes(code.slice(0, 2));
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

/** Deductions a wholesale-market (hal) commissioner keeps from the producer's invoice: HKS allowance reasons. */
import { tryKurusFromDecimal } from '../money/kurus.ts';
import type { Invoice } from './invoice.ts';

export interface HksDeduction {
  readonly reason: string;
  readonly name: string;
  readonly amount: bigint;
  readonly place: string;
  /** Account of the seller, whose cost or receivable it is. */
  readonly sellerAccount: string;
  /** Account of the commissioner, whose income or debt it is. */
  readonly commissionerAccount: string;
}

type HksRow = readonly [reason: string, name: string, seller: string, commissioner: string];

// 5957 sayılı Kanun and the HKS reasons of UBL-TR: commission and costs, their KDV, and what the state takes.
const HKS: readonly HksRow[] = [
  ['HKSKOMISYON', 'Komisyon', '760.03', '602.01'],
  ['HKSNAVLUN', 'Navlun', '760.03', '336.01'],
  ['HKSHAMMALIYE', 'Hammaliye', '760.03', '336.01'],
  ['HKSNAKLIYE', 'Nakliye', '760.03', '336.01'],
  ['HKSGVTEVKIFAT', 'Gelir vergisi tevkifatı', '193.01', '360.01'],
  ['HKSBAGKURTEVKIFAT', 'Bağ-Kur tevkifatı', '760.03', '361.02'],
  ['HKSRUSUM', 'Hal rüsumu', '760.03', '360.11'],
  ['HKSTICBORSASI', 'Ticaret borsası', '760.03', '336.01'],
  ['HKSMILLISAVUNMAFON', 'Milli savunma fonu', '760.03', '360.99'],
  ['HKSDIGERMASRAFLAR', 'Diğer masraflar', '760.03', '336.01'],
];

const BY_REASON: ReadonlyMap<string, HksRow> = new Map(HKS.map((row) => [row[0], row]));

/** Two reasons are shortened where they name the KDV: HKSMSFONKDV, HKSDIGERKDV. */
const SHORT: Readonly<Record<string, string>> = {
  HKSMSFON: 'HKSMILLISAVUNMAFON',
  HKSDIGER: 'HKSDIGERMASRAFLAR',
};

function accountsOf(reason: string): HksRow {
  // KDV on the deductions: the commissioner invoices it, the seller may deduct it.
  if (reason.endsWith('KDV')) {
    const stem = reason.slice(0, -3);
    const [, name] = BY_REASON.get(SHORT[stem] ?? stem) ?? ['', stem.slice(3)];
    return [reason, `${name} KDV'si`, '191.01.999', '391.01.999'];
  }
  return BY_REASON.get(reason) ?? [reason, reason, '760.03', '336.01'];
}

/** Document allowances whose reason starts with HKS: they lower the payable, not the price. */
export function hksDeductions(invoice: Invoice): HksDeduction[] {
  return invoice.allowanceCharges.flatMap((each, index) => {
    const reason = (each.reason ?? '').trim();
    const amount = tryKurusFromDecimal(each.amount);
    if (!reason.startsWith('HKS') || amount === null || amount === 0n) return [];
    const [, name, sellerAccount, commissionerAccount] = accountsOf(reason);
    const place = `allowanceCharges[${index}].amount`;
    return [
      { reason, name, amount: each.isCharge ? -amount : amount, place, sellerAccount, commissionerAccount },
    ];
  });
}

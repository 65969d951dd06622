/** Which accounts are valued at the rate of the day: cash, banks, receivables and debts in foreign money (VUK md. 280). */
import type { RateKind } from './rate-in-force.ts';

/** kasa by the efektif rate, all others by döviz alış; avans is disputed and left to the accountant. */
export type MonetaryKind = 'kasa' | 'banka' | 'alacak' | 'borc' | 'avans';

/**
 * Accounts of the Tekdüzen chart by what they hold. Stocks, fixed assets, equity, KDV, income and cost are not money:
 * a line of theirs may carry the currency of its document, and keeps the lira of its day. Advances: authorities and
 * courts disagree whether they are receivables and debts of md. 280, so they are shown and not chosen.
 */
const ACCOUNTS: Readonly<Record<MonetaryKind, readonly string[]>> = {
  kasa: ['100'],
  banka: ['102', '103', '108'],
  alacak: [
    ...['101', '120', '121', '126', '127', '128', '131', '132', '133', '135', '136', '138', '181'],
    ...['220', '221', '226', '231', '232', '233', '235', '236', '281'],
  ],
  borc: [
    ...['300', '303', '304', '305', '306', '309', '320', '321', '326', '329'],
    ...['331', '332', '333', '335', '336', '381'],
    ...['400', '405', '407', '409', '420', '421', '426', '429', '431', '432', '433', '436', '481'],
  ],
  avans: ['159', '179', '195', '196', '259', '340', '349', '440', '449'],
};

const KIND_OF = new Map(
  Object.entries(ACCOUNTS).flatMap(([kind, codes]) => codes.map((code) => [code, kind as MonetaryKind])),
);

/** What an account of any depth holds; null where it is not valued at a rate. */
export function monetaryKind(accountCode: string): MonetaryKind | null {
  return KIND_OF.get(accountCode.slice(0, 3)) ?? null;
}

/** Foreign banknotes by efektif alış, everything else by döviz alış (130 Sıra No.lu VUK Genel Tebliği). */
export function valuationRateKind(kind: MonetaryKind): RateKind {
  return kind === 'kasa' ? 'efektif-alis' : 'alis';
}

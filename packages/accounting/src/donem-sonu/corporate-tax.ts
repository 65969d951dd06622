/** The corporate tax of a year as a first figure for its provision (691/370); the accountant has the last word. */
import { type Dated, validOn } from '../donem/valid-on.ts';

export interface CorporateTaxRate extends Dated {
  readonly rateBasisPoints: number;
  readonly source: string;
}

/**
 * General rates of KVK md. 32 by the first day of the fiscal year. Banks, insurers and other financial houses, exporters and
 * newly listed companies have rates of their own, which are entered by hand.
 */
export const CORPORATE_TAX_RATES: readonly CorporateTaxRate[] = [
  { validFrom: '2006-01-01', validTo: '2017-12-31', rateBasisPoints: 2000, source: '5520 s. KVK md. 32/1' },
  {
    validFrom: '2018-01-01',
    validTo: '2020-12-31',
    rateBasisPoints: 2200,
    source: '7061 s. Kanun md. 91 (KVK geçici md. 10)',
  },
  {
    validFrom: '2021-01-01',
    validTo: '2021-12-31',
    rateBasisPoints: 2500,
    source: '7316 s. Kanun md. 11 (KVK geçici md. 13)',
  },
  {
    validFrom: '2022-01-01',
    validTo: '2022-12-31',
    rateBasisPoints: 2300,
    source: '7316 s. Kanun md. 11 (KVK geçici md. 13)',
  },
  {
    validFrom: '2023-01-01',
    validTo: null,
    rateBasisPoints: 2500,
    source: '7456 s. Kanun md. 21 (KVK md. 32/1)',
  },
];

export interface TaxFigure {
  /** Profit and what the law does not accept as expense (KKEG); never below zero. */
  readonly baseKurus: bigint;
  readonly rate: CorporateTaxRate | null;
  readonly taxKurus: bigint;
}

/**
 * Rate × (profit + KKEG), half up to the kuruş; exemptions, deductions and losses of earlier years are not in it. Zero for a
 * loss, for a year without a known rate, and for a person, whose income tax is the owner's own (`isCompany` false).
 */
export function corporateTaxOf({
  profitKurus,
  kkegKurus,
  yearStart,
  isCompany,
}: {
  readonly profitKurus: bigint;
  readonly kkegKurus: bigint;
  readonly yearStart: string;
  readonly isCompany: boolean;
}): TaxFigure {
  const rate = isCompany ? (validOn(CORPORATE_TAX_RATES, yearStart) ?? null) : null;
  const base = profitKurus + kkegKurus;
  const baseKurus = base > 0n ? base : 0n;
  const taxKurus = rate === null ? 0n : (baseKurus * BigInt(rate.rateBasisPoints) + 5000n) / 10000n;
  return { baseKurus, rate, taxKurus };
}

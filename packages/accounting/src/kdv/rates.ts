/** KDV rates in force by date, as dated data with their sources. */

export interface DatedRate {
  /** ISO dates, both inclusive; `validTo` null: still in force. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Basis points: 2000 = 20 %. */
  readonly rateBasisPoints: number;
  readonly source: string;
}

const OLD = 'BKK 2007/13033 (RG 30.12.2007/26742)';
const NEW = 'CBK 7346 (RG 07.07.2023/32241), 10.07.2023 tarihinden itibaren';

/** The reduced and standard rates of KDVK md. 28; older rates are left out because no e-document carries them. */
export const KDV_RATES: readonly DatedRate[] = [
  { validFrom: '2007-12-30', validTo: null, rateBasisPoints: 100, source: OLD },
  { validFrom: '2007-12-30', validTo: '2023-07-09', rateBasisPoints: 800, source: OLD },
  { validFrom: '2007-12-30', validTo: '2023-07-09', rateBasisPoints: 1800, source: OLD },
  { validFrom: '2023-07-10', validTo: null, rateBasisPoints: 1000, source: NEW },
  { validFrom: '2023-07-10', validTo: null, rateBasisPoints: 2000, source: NEW },
];

/** Rates in force on an ISO date, in basis points, ascending; empty before the data begins. */
export function kdvRatesOn(date: string): number[] {
  return KDV_RATES.filter((rate) => rate.validFrom <= date && (rate.validTo === null || date <= rate.validTo))
    .map((rate) => rate.rateBasisPoints)
    .toSorted((a, b) => a - b);
}

/** True for a rate that was ever in force: a return or a late invoice may still carry an old one. */
export function isKnownKdvRate(rateBasisPoints: number): boolean {
  return rateBasisPoints === 0 || KDV_RATES.some((rate) => rate.rateBasisPoints === rateBasisPoints);
}

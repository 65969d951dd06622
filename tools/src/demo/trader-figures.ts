/** The invented figures of the demo's trader: what is sold, bought and paid in a month, and the rates it is told in. */
import { kurusFromForeign } from '@muhasebi/accounting/money/kurus.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';

/** Kuruş of whole lira. */
export const lira = (amount: number): bigint => BigInt(amount) * 100n;

export interface TraderFigures {
  /** Net of KDV, kuruş. */
  readonly sale: bigint;
  readonly cashSale: bigint;
  readonly purchase: bigint;
  readonly power: bigint;
  readonly gross: bigint;
  readonly cost: bigint;
  /** Whole units of foreign money. */
  readonly importUsd: bigint;
  readonly exportEur: bigint;
  /** What the month's foreign trade came to, kuruş. */
  readonly importKurus: bigint;
  readonly exportKurus: bigint;
  /** TRY for one unit, as text. */
  readonly usd: string;
  readonly eur: string;
}

/** A round rate that rises by the month: invented, so that nobody takes it for one of TCMB. */
const rateOf = (start: number, step: number, index: number): string =>
  ((start + step * index) / 100).toFixed(4);

/** The rates of a month; those of the next one stand at its end. */
export const ratesOf = (index: number) => ({ usd: rateOf(3800, 40, index), eur: rateOf(4200, 55, index) });

/** The same on every day it is asked. */
export function figuresOf(index: number): TraderFigures {
  const prng = createPrng(`demo/makine/${index}`);
  const { usd, eur } = ratesOf(index);
  const sale = lira(prng.between(780, 980) * 1000);
  const cashSale = lira(prng.between(170, 230) * 100);
  const importUsd = BigInt(prng.between(70, 95) * 100);
  const exportEur = BigInt(prng.between(80, 110) * 100);
  const importKurus = kurusFromForeign(String(importUsd), usd);
  const exportKurus = kurusFromForeign(String(exportEur), eur);
  return {
    sale,
    cashSale,
    purchase: lira(prng.between(420, 520) * 1000),
    power: lira(prng.between(17, 26) * 1000),
    gross: lira(250_000 + 2_500 * index),
    cost: ((sale + cashSale) * 60n) / 100n + (exportKurus * 55n) / 100n,
    importUsd,
    exportEur,
    importKurus,
    exportKurus,
    usd,
    eur,
  };
}

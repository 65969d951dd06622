/** A voucher that is written again on another day: its foreign amounts stay, what they come to in lira is that of the day. */
import { kurusFromForeign } from '../money/kurus.ts';
import type { VoucherLine } from '../yevmiye/voucher.ts';

type Line = Pick<VoucherLine, 'debitKurus' | 'creditKurus' | 'fx'>;

const netOf = (lines: readonly Line[]): bigint =>
  lines.reduce((sum, { debitKurus, creditKurus }) => sum + debitKurus - creditKurus, 0n);

/** The line with this amount on the side that it has. */
function withAmount<L extends Line>(line: L, kurus: bigint): L {
  return line.debitKurus > 0n ? { ...line, debitKurus: kurus } : { ...line, creditKurus: kurus };
}

/**
 * The lines at these rates (TRY for one unit, by currency; a currency that is not named keeps its rate), each rounded once to
 * the kuruş. Where the voucher balanced and a single line is in lira alone, that line takes what the others come to; else the
 * difference is left to a person. Lines without an amount stay as they are.
 */
export function atNewRates<L extends Line>(lines: readonly L[], rates: ReadonlyMap<string, string>): L[] {
  const valued = lines.map((line) => {
    const rate = line.fx === null ? undefined : rates.get(line.fx.currency);
    if (line.fx === null || rate === undefined || line.debitKurus === line.creditKurus) return line;
    const fx = { ...line.fx, rate };
    return withAmount({ ...line, fx }, kurusFromForeign(fx.amount, rate));
  });
  const inLira = valued.filter(({ fx }) => fx === null);
  const [only] = inLira;
  if (netOf(lines) !== 0n || inLira.length !== 1 || only === undefined) return valued;
  if (only.debitKurus === only.creditKurus) return valued;
  const isDebit = only.debitKurus > 0n;
  const others = netOf(valued.filter((line) => line !== only));
  const kurus = isDebit ? -others : others;
  return kurus > 0n ? valued.map((line) => (line === only ? withAmount(line, kurus) : line)) : valued;
}

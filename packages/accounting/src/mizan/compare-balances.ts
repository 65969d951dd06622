/** Balances of two periods beside each other: what they were, and what became of them in kuruş and in per cent. */
import { compareAccountCodes } from '../hesap-plani/account-code.ts';
import { roundHalfUp } from '../money/decimal.ts';
import { kurusFromDecimal } from '../money/kurus.ts';

export interface Change {
  /** Debit less credit at the end of the other period, as all balances here. */
  readonly priorKurus: bigint;
  readonly differenceKurus: bigint;
  /** Hundredths of a per cent of the other period's: plus where it grew on its own side. Null where it was nothing. */
  readonly percentHundredths: bigint | null;
}

/** Digits that a quotient keeps before it is rounded half up. */
const KEPT = 10n ** 6n;

export function changeOf(nowKurus: bigint, priorKurus: bigint): Change {
  const differenceKurus = nowKurus - priorKurus;
  // A debt that grew from 100 A to 150 A grew by 50 %: the sign of what it was is taken out of the quotient.
  const percentHundredths =
    priorKurus === 0n
      ? null
      : roundHalfUp({ digits: (differenceKurus * 10_000n * KEPT) / priorKurus, scale: 6 }, 0).digits;
  return { priorKurus, differenceKurus, percentHundredths };
}

export interface Compared<Row> {
  /** Those of this period, and accounts that only the other one has, in the order of books. */
  readonly rows: readonly Row[];
  readonly changeOf: (row: Row) => Change;
}

/** `balanceOf`: kuruş, debit less credit; `emptied`: an account of the other period as it stands in this one, with nothing. */
export function compareBalances<Row extends { readonly code: string }>(
  now: readonly Row[],
  prior: readonly Row[],
  balanceOf: (row: Row) => bigint,
  emptied: (row: Row) => Row,
): Compared<Row> {
  const then = new Map(prior.map((row) => [row.code, balanceOf(row)]));
  const here = new Set(now.map(({ code }) => code));
  const gone = prior.filter(({ code }) => !here.has(code)).map(emptied);
  return {
    rows: [...now, ...gone].sort((a, b) => compareAccountCodes(a.code, b.code)),
    changeOf: (row) => changeOf(balanceOf(row), then.get(row.code) ?? 0n),
  };
}

const NOTHING = {
  openingDebit: '0.00',
  openingCredit: '0.00',
  periodDebit: '0.00',
  periodCredit: '0.00',
  cumulativeDebit: '0.00',
  cumulativeCredit: '0.00',
  balanceDebit: '0.00',
  balanceCredit: '0.00',
};

/** Of two mizans whose figures are decimal texts. */
export function compareMizan<Row extends { readonly code: string } & Readonly<typeof NOTHING>>(
  now: readonly Row[],
  prior: readonly Row[],
): Compared<Row> {
  return compareBalances(
    now,
    prior,
    ({ balanceDebit, balanceCredit }) => kurusFromDecimal(balanceDebit) - kurusFromDecimal(balanceCredit),
    (row) => ({ ...row, ...NOTHING }),
  );
}

/** A mizan beside that of another period: balances then, and what became of them. */
import { compareAccountCodes } from '@muhasebi/accounting/hesap-plani/account-code.ts';
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Mizan } from '../../api/queries.ts';

type Row = Mizan['rows'][number];

export interface Compared {
  /** Those of the mizan, and accounts that only the other period has, in the order of books. */
  readonly rows: readonly Row[];
  /** Debit less credit at the end of the other period. */
  readonly priorOf: (row: Row) => string;
  /** Balance now less balance then. */
  readonly changeOf: (row: Row) => string;
}

const net = ({ balanceDebit, balanceCredit }: Pick<Row, 'balanceDebit' | 'balanceCredit'>): bigint =>
  kurusFromDecimal(balanceDebit) - kurusFromDecimal(balanceCredit);

const ZERO = {
  openingDebit: '0.00',
  openingCredit: '0.00',
  periodDebit: '0.00',
  periodCredit: '0.00',
  cumulativeDebit: '0.00',
  cumulativeCredit: '0.00',
  balanceDebit: '0.00',
  balanceCredit: '0.00',
};

export function comparedWith(mizan: Mizan, prior: Mizan): Compared {
  const then = new Map(prior.rows.map((row) => [row.code, net(row)]));
  const here = new Set(mizan.rows.map((row) => row.code));
  const gone = prior.rows.filter((row) => !here.has(row.code)).map((row) => ({ ...row, ...ZERO }));
  const priorNet = (row: Row) => then.get(row.code) ?? 0n;
  return {
    rows: [...mizan.rows, ...gone].toSorted((a, b) => compareAccountCodes(a.code, b.code)),
    priorOf: (row) => kurusToDecimal(priorNet(row)),
    changeOf: (row) => kurusToDecimal(net(row) - priorNet(row)),
  };
}

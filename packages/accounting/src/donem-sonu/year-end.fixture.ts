/** Reads the trial balance of a golden year and writes its closing as the vouchers an accountant reads. */
import { startingChart } from '../hesap-plani/starting-chart.ts';
import { formatKurusTr, sumKurus } from '../money/kurus.ts';
import type { Balances } from './balances.ts';
import { corporateTaxOf } from './corporate-tax.ts';
import { type PlannedStep, planYearEnd, resultBeforeTax } from './plan-year-end.ts';
import type { YearEndInput } from './year-end-steps.ts';

export const chartLeaves: readonly string[] = [
  ...startingChart()
    .filter((account) => account.isLeaf)
    .map((account) => account.code),
  '120.01.0001',
  '320.01.0001',
];

export const noVouchers: YearEndInput = {
  leaves: chartLeaves,
  targets: {},
  taxKurus: 0n,
  provisionedKurus: 0n,
  closed: new Map(),
  opened: new Map(),
  isOpenedByHand: false,
};

/** "HEDEF 71 620" chooses a target, "120.01 1.000,00 B" is a balance (B borç, A alacak), "#" a remark. */
export function readYear(text: string): {
  year: string;
  targets: Record<string, string>;
  balances: Balances;
} {
  const targets: Record<string, string> = {};
  const balances = new Map<string, bigint>();
  let year = '';
  for (const row of text.split('\n')) {
    const [first = '', second = '', third = ''] = row.trim().split(/\s+/);
    if (first === '' || first.startsWith('#')) continue;
    if (first === 'YIL') year = second;
    else if (first === 'HEDEF') targets[second] = third;
    else balances.set(first, BigInt(second.replace(/[.,]/g, '')) * (third === 'A' ? -1n : 1n));
  }
  return { year, targets, balances };
}

/** The whole closing of a golden year as text. */
export function yearEndTable(text: string): string {
  const { year, targets, balances } = readYear(text);
  const input = { ...noVouchers, targets };
  const profitKurus = resultBeforeTax(balances, input) ?? 0n;
  const kkegKurus = balances.get('689.01') ?? 0n;
  const tax = corporateTaxOf({ profitKurus, kkegKurus, yearStart: `${year}-01-01`, isCompany: true });
  const rows = [
    `Dönem kârı/zararı ${formatKurusTr(profitKurus)}, KKEG ${formatKurusTr(kkegKurus)}, vergi ${formatKurusTr(tax.taxKurus)}`,
    ...planYearEnd(balances, { ...input, taxKurus: tax.taxKurus }).flatMap(stepRows),
  ];
  return `${rows.join('\n')}\n`;
}

const side = (kurus: bigint): string => (kurus === 0n ? '' : formatKurusTr(kurus));
const row = (name: string, debit: string, credit: string): string =>
  `${name.padEnd(14)}${debit.padStart(16)}${credit.padStart(16)}`.trimEnd();

function stepRows({ step, type, lines }: PlannedStep): string[] {
  const debit = sumKurus(lines.map((line) => line.debitKurus));
  const credit = sumKurus(lines.map((line) => line.creditKurus));
  return [
    '',
    `${step.toUpperCase()}  ${type.toUpperCase()}${lines.length === 0 ? '  (kayıt yok)' : ''}`,
    ...lines.map((line) => row(line.accountCode, side(line.debitKurus), side(line.creditKurus))),
    ...(lines.length === 0 ? [] : [row('TOPLAM', side(debit), side(credit))]),
  ];
}

/** Revaluation (kur değerlemesi): foreign balances at the rate of the day, the difference to 646 or 656. */
import { decimal, formatDecimal } from '../money/decimal.ts';
import { absoluteKurus, formatKurusTr, kurusFromForeign, kurusToDecimal, sumKurus } from '../money/kurus.ts';
import type { ProposedLine } from '../yevmiye/voucher.ts';

/** What an account holds of a currency, and the rate at which it is valued. */
export interface ForeignBalance {
  readonly accountCode: string;
  readonly currency: string;
  /** Debit less credit in the currency, exact decimal text; negative where the account owes. */
  readonly fxAmount: string;
  /** Debit less credit of the same lines in kuruş. */
  readonly netKurus: bigint;
  /** TRY for one unit. */
  readonly rate: string;
}

export interface RevaluationAccounts {
  /** 646 Kambiyo Kârları, or a sub-account of it. */
  readonly gain: string;
  /** 656 Kambiyo Zararları, or a sub-account of it. */
  readonly loss: string;
}

/** What the balance is worth at the rate, half up to the kuruş. Throws `DecimalError`. */
export function valueAtRate({ fxAmount, rate }: Pick<ForeignBalance, 'fxAmount' | 'rate'>): bigint {
  return kurusFromForeign(fxAmount, rate);
}

/** By how much the balance must rise in lira (debit), or fall where negative; a gain where positive, of debts too. */
export function revaluationDifference(balance: ForeignBalance): bigint {
  return valueAtRate(balance) - balance.netKurus;
}

/**
 * The lines that bring every balance to its worth at the rate: one a balance, and one each for the gains and the losses.
 * The line of a balance carries its currency with an amount of zero, so that it changes the lira and never the foreign
 * balance. Borç before alacak; empty where nothing differs. Always balanced.
 */
export function revaluationLines(
  balances: readonly ForeignBalance[],
  accounts: RevaluationAccounts,
): ProposedLine[] {
  const moved = balances
    .map((balance) => ({ balance, difference: revaluationDifference(balance) }))
    .filter(({ difference }) => difference !== 0n);
  const gains = sumKurus(moved.map(({ difference }) => (difference > 0n ? difference : 0n)));
  const losses = sumKurus(moved.map(({ difference }) => (difference < 0n ? -difference : 0n)));
  const lines = moved.map(({ balance, difference }) => lineOf(balance, difference));
  if (losses > 0n) lines.push(totalLine(accounts.loss, losses, 'zarar'));
  if (gains > 0n) lines.push(totalLine(accounts.gain, -gains, 'kar'));
  return [...lines.filter((line) => line.debitKurus > 0n), ...lines.filter((line) => line.creditKurus > 0n)];
}

function lineOf(balance: ForeignBalance, difference: bigint): ProposedLine {
  const { accountCode, currency, rate, netKurus } = balance;
  const value = valueAtRate(balance);
  const amount = foreignTr(balance.fxAmount);
  return {
    accountCode,
    ...sides(difference),
    description: `${currency} kur değerlemesi`,
    fx: { currency, amount: '0', rate },
    reason: {
      role: `kur-degerleme.${accountCode}.${currency}`,
      text: `${amount} ${currency} × ${rate.replace('.', ',')} = ${formatKurusTr(value)}; defterde ${formatKurusTr(netKurus)}, fark ${formatKurusTr(difference)} (VUK md. 280)`,
      textEn: `${balance.fxAmount} ${currency} × ${rate} = ${kurusToDecimal(value)}; in the books ${kurusToDecimal(netKurus)}, difference ${kurusToDecimal(difference)} (VUK art. 280)`,
      places: [],
    },
  };
}

/** "1000000" → "1.000.000,00"; money with more than two decimals is written plainly. */
function foreignTr(fxAmount: string): string {
  const exact = decimal(fxAmount);
  if (exact.scale > 2) return formatDecimal(exact).replace('.', ',');
  return formatKurusTr(exact.digits * 10n ** BigInt(2 - exact.scale));
}

function totalLine(accountCode: string, signed: bigint, side: 'kar' | 'zarar'): ProposedLine {
  const amount = absoluteKurus(signed);
  return {
    accountCode,
    ...sides(signed),
    description: side === 'kar' ? 'Kambiyo kârı (kur değerlemesi)' : 'Kambiyo zararı (kur değerlemesi)',
    fx: null,
    reason: {
      role: `kur-degerleme.${side}`,
      text: `Olumlu ve olumsuz farklar ayrı: ${side === 'kar' ? 'kâr' : 'zarar'} toplamı ${formatKurusTr(amount)} → ${accountCode}`,
      textEn: `Gains and losses stand apart: ${side === 'kar' ? 'gains' : 'losses'} of ${kurusToDecimal(amount)} → ${accountCode}`,
      places: [],
    },
  };
}

function sides(signed: bigint): Pick<ProposedLine, 'debitKurus' | 'creditKurus'> {
  return { debitKurus: signed > 0n ? signed : 0n, creditKurus: signed < 0n ? -signed : 0n };
}

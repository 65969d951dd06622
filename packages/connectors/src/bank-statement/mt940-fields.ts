/** The fields of MT940 that hold figures: balances (:60F:, :62F:) and the line itself (:61:). */
import type { Balance, BankLine } from './bank-statement.ts';
import { plainText } from './bank-statement.ts';
import { dayOfYymmdd, entryDay, hundredths } from './statement-amount.ts';

/** "C131016DEM84349,74"; null where it is no balance. */
export function readBalance(value: string, isIntermediate: boolean, lineNo: number): Balance | null {
  const [, side, date = '', currency, amount = ''] =
    /^([CD])(\d{6})([A-Z]{3})\s*([\d,.]+)\s*$/.exec(value.trim()) ?? [];
  const kurus = hundredths(amount);
  const day = dayOfYymmdd(date);
  if (kurus === null || currency === undefined || day === null) return null;
  return { day, kurus: side === 'D' ? -kurus : kurus, currency, isIntermediate, lineNo };
}

/** What :61: says by itself; its words come with :86:. */
export type Entry = Omit<BankLine, 'text' | 'counterpartyName' | 'counterpartyAccount'> & {
  /** The supplementary details behind the first line. */
  readonly extra: string;
};

/** Value day, entry day, mark (R: reversed), third letter of the currency, amount, kind, references. */
const ENTRY = /^(\d{6})(\d{4})?\s*(R?[CD])([A-Z])?\s*(\d{1,18}(?:[,.]\d*)?)\s*([NFS].{3})?(.*)$/;

/** `lines`: the value of :61: and what follows it; null where it cannot be read. */
export function readEntry(lines: readonly string[], lineNo: number): Entry | null {
  const [first = '', second = '', ...rest] = lines;
  // A file wrapped without regard has the end of the first line in the second.
  const whole = ENTRY.exec(first) ?? ENTRY.exec(first + second);
  if (whole === null) return null;
  const [, valued = '', entered, mark = '', , amount = '', kind = '', references = ''] = whole;
  const kurus = hundredths(amount);
  const valuedOn = dayOfYymmdd(valued);
  if (kurus === null || valuedOn === null) return null;
  const bookedOn = entered === undefined ? valuedOn : entryDay(entered, valuedOn);
  if (bookedOn === null) return null;
  const at = references.indexOf('//');
  const isOut = mark === 'D' || mark === 'RC';
  return {
    bookedOn,
    valuedOn,
    kurus: isOut ? -kurus : kurus,
    currency: null,
    reference: plainText(at === -1 ? references : references.slice(0, at)),
    bankReference: plainText(at === -1 ? '' : references.slice(at + 2)),
    kind: kind.trim(),
    extra: (ENTRY.test(first) ? [second, ...rest] : rest).join(' ').trim(),
    lineNo,
  };
}

/** A voucher while it is edited: text as typed, pure changes, and what the API is sent. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Voucher } from '../../../api/queries.ts';
import { formatDecimalText, isZeroText, type Language, parseAmount } from '../../../format/amount.ts';
import { formatDate, parseDate } from '../../../format/date.ts';

export interface DraftLine {
  /** Stable while the line is edited. */
  readonly key: number;
  /** Its place among the lines that were saved last; null where it is new since. */
  readonly from: number | null;
  readonly accountCode: string;
  readonly debit: string;
  readonly credit: string;
  readonly description: string;
  readonly role: string | null;
  readonly fx: Voucher['lines'][number]['fx'];
}

export interface VoucherDraft {
  readonly version: number;
  readonly type: Voucher['type'];
  readonly date: string;
  readonly description: string;
  readonly lines: readonly DraftLine[];
  readonly nextKey: number;
}

/** An amount of the wire as a person types it; nothing for zero. */
export const typed = (amount: string, language: Language) =>
  isZeroText(amount) ? '' : formatDecimalText(amount, language);

/** What is edited of a voucher; one that is not saved yet has no lines. */
export type EditedVoucher = Pick<
  Voucher,
  'id' | 'clientId' | 'version' | 'type' | 'date' | 'description' | 'lines'
>;

export const blankLine = (key: number): DraftLine => ({
  key,
  from: null,
  accountCode: '',
  debit: '',
  credit: '',
  description: '',
  role: null,
  fx: null,
});

/** True where both say the same, however it is typed; blank lines say nothing. */
export function sameDraft(a: VoucherDraft, b: VoucherDraft, language: Language): boolean {
  const amount = (text: string) => String(kurusOf(text, language) ?? text);
  // "100" and "100.00" are one amount: the server writes what it keeps in its own way.
  const plain = (fx: DraftLine['fx']) =>
    fx === null
      ? null
      : [fx.currency, ...[fx.amount, fx.rate].map((text) => formatDecimalText(text, language, 0))];
  const said = ({ type, date, description, ...draft }: VoucherDraft) =>
    JSON.stringify([
      type,
      date,
      description.trim(),
      writtenLines(draft, amount).map(({ sent }) => ({ ...sent, fx: plain(sent.fx) })),
    ]);
  return said(a) === said(b);
}

/** A line in which nothing was written; it is neither wrong nor sent. */
export const isBlank = (line: DraftLine) =>
  [line.accountCode, line.debit, line.credit, line.description].every((text) => text.trim() === '');

export function draftOf(voucher: EditedVoucher, language: Language): VoucherDraft {
  const head = {
    version: voucher.version,
    type: voucher.type,
    date: formatDate(voucher.date, language),
    description: voucher.description,
  };
  if (voucher.lines.length === 0) return { ...head, lines: [blankLine(0), blankLine(1)], nextKey: 2 };
  return {
    ...head,
    lines: voucher.lines.map((line, key) => ({
      key,
      from: key,
      accountCode: line.accountCode,
      debit: typed(line.debit, language),
      credit: typed(line.credit, language),
      description: line.description,
      role: line.reason?.role ?? null,
      fx: line.fx,
    })),
    nextKey: voucher.lines.length,
  };
}

/** Kuruş of a typed amount: zero where empty, null where it is none. */
export function kurusOf(text: string, language: Language): bigint | null {
  return text.trim() === '' ? 0n : parseAmount(text, language);
}

export function totalsOf(draft: VoucherDraft, language: Language): { debit: bigint; credit: bigint } {
  const sum = (side: 'debit' | 'credit') =>
    draft.lines.reduce((total, line) => total + (kurusOf(line[side], language) ?? 0n), 0n);
  return { debit: sum('debit'), credit: sum('credit') };
}

export function changeLine(
  draft: VoucherDraft,
  key: number,
  change: Partial<Omit<DraftLine, 'key'>>,
): VoucherDraft {
  return { ...draft, lines: draft.lines.map((line) => (line.key === key ? { ...line, ...change } : line)) };
}

export function removeLine(draft: VoucherDraft, key: number): VoucherDraft {
  return { ...draft, lines: draft.lines.filter((line) => line.key !== key) };
}

/** A new line after `afterKey` (or at the end) that takes up what is missing to balance. */
export function addLine(draft: VoucherDraft, language: Language, afterKey: number | null): VoucherDraft {
  const { debit, credit } = totalsOf(draft, language);
  const text = (kurus: bigint) => (kurus > 0n ? formatDecimalText(kurusToDecimal(kurus), language) : '');
  const line = { ...blankLine(draft.nextKey), debit: text(credit - debit), credit: text(debit - credit) };
  const at =
    afterKey === null ? draft.lines.length : draft.lines.findIndex((other) => other.key === afterKey) + 1;
  return { ...draft, lines: draft.lines.toSpliced(at, 0, line), nextKey: draft.nextKey + 1 };
}

/** The line's amount and side; null where both or neither is written, or it cannot be read. */
export function amountOf(
  line: DraftLine,
  language: Language,
): { side: 'debit' | 'credit'; kurus: bigint } | null {
  const debit = kurusOf(line.debit, language);
  const credit = kurusOf(line.credit, language);
  if (debit === null || credit === null || debit > 0n === credit > 0n) return null;
  return debit > 0n ? { side: 'debit', kurus: debit } : { side: 'credit', kurus: credit };
}

export interface SplitPart {
  readonly kurus: bigint;
  /** Null keeps the account of the line that is split. */
  readonly accountCode: string | null;
}

/**
 * Splits a line into these parts, in their order. The first keeps what the line is to its proposal; the foreign amount belongs to
 * the whole line, so parts carry none.
 */
export function splitLine(
  draft: VoucherDraft,
  language: Language,
  key: number,
  parts: readonly SplitPart[],
): VoucherDraft {
  const at = draft.lines.findIndex((line) => line.key === key);
  const line = draft.lines[at];
  const whole = line === undefined ? null : amountOf(line, language);
  if (line === undefined || whole === null || parts.length < 2) return draft;
  const lines = parts.map(({ kurus, accountCode }, index) => ({
    ...line,
    key: index === 0 ? line.key : draft.nextKey + index - 1,
    from: index === 0 ? line.from : null,
    accountCode: accountCode ?? line.accountCode,
    [whole.side]: formatDecimalText(kurusToDecimal(kurus), language),
    role: index === 0 ? line.role : null,
    fx: null,
  }));
  return {
    ...draft,
    lines: draft.lines.toSpliced(at, 1, ...lines),
    nextKey: draft.nextKey + parts.length - 1,
  };
}

/** The same line once more behind it; it is no line of the proposal. */
export function duplicateLine(draft: VoucherDraft, key: number): VoucherDraft {
  const at = draft.lines.findIndex((line) => line.key === key);
  const line = draft.lines[at];
  if (line === undefined) return draft;
  const copy = { ...line, key: draft.nextKey, from: null, role: null };
  return { ...draft, lines: draft.lines.toSpliced(at + 1, 0, copy), nextKey: draft.nextKey + 1 };
}

/** Changes the line's amount, and its side where it must, so that the voucher balances. */
export function balanceLine(draft: VoucherDraft, language: Language, key: number): VoucherDraft {
  const line = draft.lines.find((each) => each.key === key);
  if (line === undefined) return draft;
  const { debit, credit } = totalsOf(draft, language);
  const own = (kurusOf(line.debit, language) ?? 0n) - (kurusOf(line.credit, language) ?? 0n);
  const net = own - (debit - credit);
  const text = (kurus: bigint) => (kurus > 0n ? formatDecimalText(kurusToDecimal(kurus), language) : '');
  return changeLine(draft, key, { debit: text(net), credit: text(-net) });
}

export type DraftFault = 'badDate' | 'badAccount' | 'badAmount' | 'noAmount' | 'noLines';

/** What keeps the draft from being sent; empty when nothing does. A voucher out of balance may be kept as a draft. */
export function faultsOf(
  draft: VoucherDraft,
  language: Language,
  thisYear: number,
): { key: number | null; fault: DraftFault }[] {
  const faults: { key: number | null; fault: DraftFault }[] = [];
  if (parseDate(draft.date, thisYear) === null) faults.push({ key: null, fault: 'badDate' });
  const written = draft.lines.filter((line) => !isBlank(line));
  if (written.length === 0) faults.push({ key: null, fault: 'noLines' });
  for (const line of written) {
    if (!/^[1-9]\d{0,2}(\.\d{1,10})*$/.test(line.accountCode))
      faults.push({ key: line.key, fault: 'badAccount' });
    const unread = kurusOf(line.debit, language) === null || kurusOf(line.credit, language) === null;
    if (unread) faults.push({ key: line.key, fault: 'badAmount' });
    else if (amountOf(line, language) === null) faults.push({ key: line.key, fault: 'noAmount' });
  }
  return faults;
}

/** What is sent of the lines in which something is written; `wire` makes of a typed amount what is sent. */
export function writtenLines(draft: Pick<VoucherDraft, 'lines'>, wire: (typed: string) => string) {
  return draft.lines
    .filter((line) => !isBlank(line))
    .map(({ key, from, accountCode, debit, credit, description, role, fx }) => ({
      key,
      from,
      sent: {
        accountCode,
        debit: wire(debit),
        credit: wire(credit),
        description: description.trim(),
        role,
        fx,
      },
    }));
}

/** The body of PATCH /vouchers/:id and, with its date, of a new voucher; only for a draft without faults. */
export function bodyOf(draft: VoucherDraft, language: Language, thisYear: number) {
  const wire = (text: string) => kurusToDecimal(kurusOf(text, language) ?? 0n);
  const date = parseDate(draft.date, thisYear);
  return {
    version: draft.version,
    type: draft.type,
    ...(date === null ? {} : { date }),
    description: draft.description.trim(),
    lines: writtenLines(draft, wire).map(({ sent }) => sent),
  };
}

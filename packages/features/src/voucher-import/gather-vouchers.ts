/** Gathers the lines of a table into vouchers as they come, and judges each voucher once all are read. Pure. */
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { isFault, type Note, note } from './notes.ts';
import type { ImportPlan, VoucherType } from './plan.ts';
import { MOST_DESCRIPTION, type ReadLine } from './read-line.ts';

/** The most lines of one voucher, as the ledger's own entry takes. */
const MOST_LINES = 5000;

/** What a day may be, as the books say. */
export type JudgeDay = (day: string) => Note | null;

/** A voucher of the file. */
export interface GatheredVoucher {
  readonly groupNo: number;
  readonly label: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly type: VoucherType;
  readonly date: string | null;
  readonly description: string;
  readonly lines: number;
  readonly debitKurus: bigint;
  readonly creditKurus: bigint;
  readonly isGood: boolean;
  /** About the voucher as a whole; they are told at its first row. */
  readonly notes: readonly Note[];
}

interface Open {
  readonly groupNo: number;
  readonly label: string;
  readonly firstRow: number;
  lastRow: number;
  type: VoucherType | null;
  typesDiffer: boolean;
  date: string | null;
  otherDate: string | null;
  description: string;
  lines: number;
  debitKurus: bigint;
  creditKurus: bigint;
  hasFaults: boolean;
}

export class VoucherGatherer {
  readonly #plan: ImportPlan;
  readonly #byKey = new Map<string, Open>();
  readonly #all: Open[] = [];
  #lastKey: string | null = null;
  #last: Open | null = null;

  constructor(plan: ImportPlan) {
    this.#plan = plan;
  }

  /** The number of the voucher that the line belongs to, from 1 in the order of the file. */
  add(line: ReadLine): number {
    const voucher = this.#voucherOf(line);
    voucher.lastRow = line.rowNo;
    voucher.lines += 1;
    voucher.debitKurus += line.debitKurus;
    voucher.creditKurus += line.creditKurus;
    voucher.hasFaults ||= line.notes.some(isFault);
    if (voucher.description === '') voucher.description = line.voucherDescription || line.description;
    if (line.type !== null) {
      voucher.typesDiffer ||= voucher.type !== null && voucher.type !== line.type;
      voucher.type ??= line.type;
    }
    if (line.date !== null && voucher.date !== null && line.date !== voucher.date)
      voucher.otherDate ??= line.date;
    voucher.date ??= line.date;
    return voucher.groupNo;
  }

  /** All vouchers, judged. */
  judge(judgeDay: JudgeDay): GatheredVoucher[] {
    return this.#all.map((voucher) => {
      const notes = this.#notesOf(voucher, judgeDay);
      return {
        groupNo: voucher.groupNo,
        label: voucher.label.slice(0, MOST_DESCRIPTION),
        firstRow: voucher.firstRow,
        lastRow: voucher.lastRow,
        type: voucher.type ?? this.#plan.type,
        date: voucher.date,
        description: voucher.description,
        lines: voucher.lines,
        debitKurus: voucher.debitKurus,
        creditKurus: voucher.creditKurus,
        isGood: !voucher.hasFaults && !notes.some(isFault),
        notes,
      };
    });
  }

  #voucherOf(line: ReadLine): Open {
    const key = this.#keyOf(line);
    const { grouping } = this.#plan;
    const found = grouping === 'change' ? (key === this.#lastKey ? this.#last : null) : this.#byKey.get(key);
    this.#lastKey = key;
    if (found) {
      this.#last = found;
      return found;
    }
    const opened: Open = {
      groupNo: this.#all.length + 1,
      label:
        line.key ??
        [line.date ?? '', line.voucherDescription || line.description].filter(Boolean).join(' · '),
      firstRow: line.rowNo,
      lastRow: line.rowNo,
      type: null,
      typesDiffer: false,
      date: null,
      otherDate: null,
      description: '',
      lines: 0,
      debitKurus: 0n,
      creditKurus: 0n,
      hasFaults: false,
    };
    this.#all.push(opened);
    this.#last = opened;
    this.#byKey.set(key, opened);
    return opened;
  }

  #keyOf(line: ReadLine): string {
    const { grouping, columns } = this.#plan;
    if (grouping === 'date-description')
      return JSON.stringify([line.date, line.voucherDescription || line.description]);
    // A row whose number is missing belongs to no other row.
    if (grouping === 'key' && line.key === null) return JSON.stringify([line.rowNo]);
    if (columns.key !== undefined)
      return JSON.stringify([line.key, columns.type === undefined ? null : line.type]);
    return JSON.stringify([
      line.date,
      columns.voucherDescription === undefined ? null : line.voucherDescription,
    ]);
  }

  #notesOf(voucher: Open, judgeDay: JudgeDay): Note[] {
    const notes: Note[] = [];
    if (voucher.otherDate !== null)
      notes.push(
        note('dates-differ', null, { first: shownDay(voucher.date), other: shownDay(voucher.otherDate) }),
      );
    if (voucher.typesDiffer) notes.push(note('type-differs'));
    const day = voucher.date === null ? null : judgeDay(voucher.date);
    if (day !== null) notes.push(day);
    if (voucher.lines > MOST_LINES) notes.push(note('too-many-lines', null, { limit: String(MOST_LINES) }));
    // Sums say nothing while amounts of it could not be read.
    if (voucher.hasFaults) return notes;
    const { debitKurus: debit, creditKurus: credit } = voucher;
    if (voucher.lines < 2) notes.push(note('too-few-lines'));
    else if (debit !== credit)
      notes.push(
        note('unbalanced', null, {
          debit: formatKurusTr(debit),
          credit: formatKurusTr(credit),
          difference: formatKurusTr(debit > credit ? debit - credit : credit - debit),
        }),
      );
    return notes;
  }
}

/** "2026-11-23" → "23.11.2026". */
export function shownDay(day: string | null): string {
  return day === null ? '' : day.split('-').reverse().join('.');
}

/** Merges two changes of one voucher, line by line and field by field; what both changed differently is a person's choice. */
import { kurusFromDecimal, tryKurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { type KnownLine, matchLines } from './match-lines.ts';

/** A line as it is compared: amounts as wire text ("1200.00") where they can be read, else as typed. */
export interface ContentLine extends KnownLine {
  readonly fx: { readonly currency: string; readonly amount: string; readonly rate: string } | null;
}

/** What of a voucher people change. */
export interface VoucherContent<Line extends ContentLine = ContentLine> {
  readonly date: string;
  readonly description: string;
  readonly lines: readonly Line[];
}

/** A line of my own edit; `from` is the index of the line of the base that it was, null where I added it. */
export interface OwnLine extends ContentLine {
  readonly from: number | null;
}

/** A line of the outcome; `saved` is its index in what the other saved, null where it is mine alone. */
export interface MergedLine extends ContentLine {
  readonly saved: number | null;
}

export type Side = 'mine' | 'theirs';
export type MergeField = 'date' | 'description' | 'account' | 'amount' | 'lineDescription' | 'line';

/** One thing that was changed; a line that was added has no `before`, one that was removed no `after`. */
export interface MergeChange {
  readonly who: Side | 'both';
  readonly field: MergeField;
  /** The line it is about, as it was (or is, where it is new); null for the head. */
  readonly line: ContentLine | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What both changed, each in another way; null means that this side removed the line. */
export interface MergeConflict {
  /** Stable over repeated merges of the same three: the key under which a choice is kept. */
  readonly id: string;
  readonly field: MergeField;
  readonly line: ContentLine | null;
  readonly base: string;
  readonly mine: string | null;
  readonly theirs: string | null;
}

export interface Merge {
  /** With a conflict that is not chosen yet, what the other saved stands. */
  readonly content: VoucherContent<MergedLine>;
  readonly changes: readonly MergeChange[];
  readonly conflicts: readonly MergeConflict[];
  /** Conflicts without a choice. */
  readonly open: number;
  /** Debit less credit of the outcome in kuruş; null where an amount cannot be read. */
  readonly differenceKurus: bigint | null;
}

type Choices = ReadonlyMap<string, Side>;

const FIELDS = ['account', 'amount', 'lineDescription'] as const;
type LineField = (typeof FIELDS)[number];

/** The text under which a field of a line is compared and shown; amount is "borç|alacak". */
function textOf(line: ContentLine, field: LineField): string {
  if (field === 'account') return line.accountCode;
  if (field === 'lineDescription') return line.description;
  return `${line.debit}|${line.credit}`;
}

const sameLine = (a: ContentLine, b: ContentLine) =>
  FIELDS.every((field) => textOf(a, field) === textOf(b, field));

/** Takes part in one merge: notes what changed and decides what both changed. */
class Notes {
  readonly changes: MergeChange[] = [];
  readonly conflicts: MergeConflict[] = [];
  readonly #choices: Choices;
  constructor(choices: Choices) {
    this.#choices = choices;
  }
  get open(): number {
    return this.conflicts.filter((conflict) => !this.#choices.has(conflict.id)).length;
  }
  changed(change: MergeChange): void {
    this.changes.push(change);
  }
  /** The side that a person chose for the conflict; until then the saved one. */
  chosen(conflict: MergeConflict): Side {
    this.conflicts.push(conflict);
    return this.#choices.get(conflict.id) ?? 'theirs';
  }
  /** Which side's value stands. */
  decide(
    about: Pick<MergeConflict, 'id' | 'field' | 'line'>,
    base: string,
    mine: string,
    theirs: string,
  ): Side {
    const { id, ...where } = about;
    if (mine === theirs) {
      if (mine !== base) this.changed({ who: 'both', ...where, before: base, after: mine });
      return 'theirs';
    }
    if (mine === base) {
      this.changed({ who: 'theirs', ...where, before: base, after: theirs });
      return 'theirs';
    }
    if (theirs === base) {
      this.changed({ who: 'mine', ...where, before: base, after: mine });
      return 'mine';
    }
    return this.chosen({ id, ...where, base, mine, theirs });
  }
}

function mergeLine(notes: Notes, index: number, base: ContentLine, mine: ContentLine, theirs: ContentLine) {
  const from = (field: LineField): ContentLine => {
    const about = { id: `${index}.${field}`, field, line: base };
    const side = notes.decide(about, textOf(base, field), textOf(mine, field), textOf(theirs, field));
    return side === 'mine' ? mine : theirs;
  };
  const amount = from('amount');
  return {
    accountCode: from('account').accountCode,
    description: from('lineDescription').description,
    debit: amount.debit,
    credit: amount.credit,
    fx: amount.fx,
    role: mine.role === base.role ? theirs.role : mine.role,
  };
}

const wholeLine = (line: ContentLine) => FIELDS.map((field) => textOf(line, field)).join(' ');

/** Whether a line that one side removed and the other still has stays in. */
function keepRemoved(
  notes: Notes,
  index: number,
  base: ContentLine,
  left: { readonly side: Side; readonly line: ContentLine },
): boolean {
  const remover: Side = left.side === 'mine' ? 'theirs' : 'mine';
  if (sameLine(left.line, base)) {
    notes.changed({ who: remover, field: 'line', line: base, before: wholeLine(base), after: null });
    return false;
  }
  const changed = wholeLine(left.line);
  const chosen = notes.chosen({
    id: `${index}.line`,
    field: 'line',
    line: base,
    base: wholeLine(base),
    mine: left.side === 'mine' ? changed : null,
    theirs: left.side === 'theirs' ? changed : null,
  });
  return chosen === left.side;
}

interface Sides {
  readonly base: readonly ContentLine[];
  readonly mine: readonly OwnLine[];
  readonly theirs: readonly ContentLine[];
}

/** The saved lines in their order, each with what I changed of it; lines that I removed are gone. */
function mergeSaved(notes: Notes, { base, mine, theirs }: Sides, origins: readonly (number | null)[]) {
  const mineOf = new Map(mine.flatMap((line, at) => (line.from === null ? [] : [[line.from, at] as const])));
  const placed = new Set<number>();
  const lines: { readonly line: MergedLine; readonly mineAt: number | null }[] = [];
  for (const [saved, line] of theirs.entries()) {
    const index = origins[saved] ?? null;
    const old = index === null ? undefined : base[index];
    if (index === null || old === undefined) {
      const twin = mine.findIndex((own, at) => own.from === null && !placed.has(at) && sameLine(own, line));
      if (twin >= 0) placed.add(twin);
      const who = twin >= 0 ? ('both' as const) : ('theirs' as const);
      notes.changed({ who, field: 'line', line, before: null, after: wholeLine(line) });
      lines.push({ line: { ...line, saved }, mineAt: twin >= 0 ? twin : null });
      continue;
    }
    const mineAt = mineOf.get(index);
    const own = mineAt === undefined ? undefined : mine[mineAt];
    if (mineAt === undefined || own === undefined) {
      if (keepRemoved(notes, index, old, { side: 'theirs', line }))
        lines.push({ line: { ...line, saved }, mineAt: null });
      continue;
    }
    placed.add(mineAt);
    lines.push({ line: { ...mergeLine(notes, index, old, own, line), saved }, mineAt });
  }
  return { lines, placed };
}

/** What only I have: lines that I added, and lines that the other removed and I want to keep. Each with its place in mine. */
function ownLines(
  notes: Notes,
  { base, mine }: Sides,
  origins: readonly (number | null)[],
  placed: ReadonlySet<number>,
) {
  const stays = new Set(origins.filter((index) => index !== null));
  const kept: { readonly line: MergedLine; readonly mineAt: number }[] = [];
  for (const [at, { from, ...line }] of mine.entries()) {
    if (placed.has(at)) continue;
    const old = from === null ? undefined : base[from];
    if (from === null || old === undefined) {
      notes.changed({ who: 'mine', field: 'line', line, before: null, after: wholeLine(line) });
      kept.push({ line: { ...line, saved: null }, mineAt: at });
    } else if (!stays.has(from) && keepRemoved(notes, from, old, { side: 'mine', line })) {
      kept.push({ line: { ...line, saved: null }, mineAt: at });
    }
  }
  const removedByBoth = base.flatMap((line, index) =>
    stays.has(index) || mine.some((own) => own.from === index) ? [] : [line],
  );
  for (const line of removedByBoth)
    notes.changed({ who: 'both', field: 'line', line, before: wholeLine(line), after: null });
  return kept;
}

function differenceOf(lines: readonly ContentLine[]): bigint | null {
  const amounts = lines.flatMap((line) => [line.debit, line.credit]);
  if (amounts.some((text) => tryKurusFromDecimal(text) === null)) return null;
  return lines.reduce((sum, line) => sum + kurusFromDecimal(line.debit) - kurusFromDecimal(line.credit), 0n);
}

/**
 * `base` is what I began from, `theirs` what was saved meanwhile. Nothing is dropped silently: each difference from the
 * base is in `changes` with who made it, or in `conflicts` with both values.
 */
export function mergeVouchers(
  base: VoucherContent,
  mine: VoucherContent<OwnLine>,
  theirs: VoucherContent,
  choices: Choices = new Map(),
): Merge {
  const notes = new Notes(choices);
  const head = (field: 'date' | 'description') => {
    const side = notes.decide({ id: field, field, line: null }, base[field], mine[field], theirs[field]);
    return side === 'mine' ? mine[field] : theirs[field];
  };
  const date = head('date');
  const description = head('description');
  const sides: Sides = { base: base.lines, mine: mine.lines, theirs: theirs.lines };
  const origins = matchLines(base.lines, theirs.lines, mine.lines);
  const saved = mergeSaved(notes, sides, origins);
  const merged: { readonly line: MergedLine; readonly mineAt: number | null }[] = saved.lines;
  for (const own of ownLines(notes, sides, origins, saved.placed)) {
    // After the line that stands before it in my own order; at the front where none does.
    const before = merged.findLastIndex(({ mineAt }) => mineAt !== null && mineAt < own.mineAt);
    merged.splice(before + 1, 0, own);
  }
  const lines = merged.map(({ line }) => line);
  return {
    content: { date, description, lines },
    changes: notes.changes,
    conflicts: notes.conflicts,
    open: notes.open,
    differenceKurus: differenceOf(lines),
  };
}

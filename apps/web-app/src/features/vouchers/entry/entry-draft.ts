/** What the keys of the entry grid do to a voucher: pure steps over its lines. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Language } from '../../../format/amount.ts';
import type { CopiedCell } from '../../../ui/data-grid/grid-column.ts';
import {
  blankLine,
  changeLine,
  type DraftLine,
  isBlank,
  kurusOf,
  type VoucherDraft,
} from '../../review/edit/voucher-draft.ts';

export type EntryColumn = 'account' | 'description' | 'debit' | 'credit';

/** What is written into a new line. */
export type LineContent = Pick<DraftLine, 'accountCode' | 'description' | 'debit' | 'credit'>;

const placeOf = (draft: VoucherDraft, key: number) => draft.lines.findIndex((line) => line.key === key);

/** An empty line before the line, or at the end where there is none of this key. */
export function insertBefore(draft: VoucherDraft, key: number | null): VoucherDraft {
  const at = key === null ? draft.lines.length : placeOf(draft, key);
  const lines = draft.lines.toSpliced(at < 0 ? draft.lines.length : at, 0, blankLine(draft.nextKey));
  return { ...draft, lines, nextKey: draft.nextKey + 1 };
}

/** The line one place up (-1) or down (1); at the edge it stays. */
export function moveLine(draft: VoucherDraft, key: number, by: -1 | 1): VoucherDraft {
  const at = placeOf(draft, key);
  const line = draft.lines[at];
  const to = at + by;
  if (line === undefined || to < 0 || to >= draft.lines.length) return draft;
  return { ...draft, lines: draft.lines.toSpliced(at, 1).toSpliced(to, 0, line) };
}

/** Takes the description of the line above; of the first line, that of the voucher. */
export function describeFromAbove(draft: VoucherDraft, key: number): VoucherDraft {
  const at = placeOf(draft, key);
  if (at < 0) return draft;
  const above = draft.lines.slice(0, at).findLast((line) => line.description.trim() !== '');
  return changeLine(draft, key, { description: above?.description ?? draft.description });
}

/** Lines from a spreadsheet, in place of the line where that is blank and of the blank ones behind it, else after it. */
export function putLines(
  draft: VoucherDraft,
  key: number | null,
  contents: readonly LineContent[],
): VoucherDraft {
  const at = key === null ? draft.lines.length : placeOf(draft, key);
  const start = at < 0 ? draft.lines.length : at;
  const first = draft.lines[start];
  const from = first === undefined || isBlank(first) ? start : start + 1;
  const after = draft.lines.slice(from);
  const firstWritten = after.findIndex((line) => !isBlank(line));
  const blanks = Math.min(contents.length, firstWritten < 0 ? after.length : firstWritten);
  const lines = contents.map((content, index) => ({ ...blankLine(draft.nextKey + index), ...content }));
  return {
    ...draft,
    lines: draft.lines.toSpliced(from, blanks, ...lines),
    nextKey: draft.nextKey + contents.length,
  };
}

/** Fills one column downwards from the line; lines that are missing are added. */
export function fillColumn(
  draft: VoucherDraft,
  key: number,
  change: (text: string) => Partial<LineContent>,
  texts: readonly string[],
): VoucherDraft {
  const at = placeOf(draft, key);
  if (at < 0) return draft;
  const missing = Math.max(0, at + texts.length - draft.lines.length);
  const added = Array.from({ length: missing }, (_, index) => blankLine(draft.nextKey + index));
  const lines = [...draft.lines, ...added].map((line, index) => {
    const text = texts[index - at];
    return text === undefined ? line : { ...line, ...change(text) };
  });
  return { ...draft, lines, nextKey: draft.nextKey + missing };
}

/** The written lines as cells for a spreadsheet, with the names of their accounts. */
export function linesAsCells(
  draft: VoucherDraft,
  language: Language,
  nameOf: (code: string) => string,
): CopiedCell[][] {
  const amount = (text: string): CopiedCell => {
    const kurus = kurusOf(text, language);
    return kurus === null ? text : kurus === 0n ? null : { number: kurusToDecimal(kurus) };
  };
  return draft.lines
    .filter((line) => !isBlank(line))
    .map((line) => [
      line.accountCode,
      nameOf(line.accountCode),
      line.description,
      amount(line.debit),
      amount(line.credit),
    ]);
}

/** Takes over what another voucher says: its lines behind those written already; nothing of them is saved or proposed here. */
export function takeOver(draft: VoucherDraft, source: VoucherDraft): VoucherDraft {
  const written = draft.lines.filter((line) => !isBlank(line));
  const taken = source.lines
    .filter((line) => !isBlank(line))
    .map((line, index) => ({ ...line, key: draft.nextKey + index, from: null, role: null }));
  const isNew = written.length === 0;
  return {
    ...draft,
    type: isNew ? source.type : draft.type,
    description: draft.description.trim() === '' ? source.description : draft.description,
    lines: [...written, ...taken],
    nextKey: draft.nextKey + taken.length,
  };
}

/** An edit as it is merged, and a merge as it is edited: typed text to wire text and back. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Language } from '../../../format/amount.ts';
import { formatDate, parseDate } from '../../../format/date.ts';
import type { MergedLine, OwnLine, VoucherContent } from './merge-vouchers.ts';
import { type EditedVoucher, kurusOf, typed, type VoucherDraft, writtenLines } from './voucher-draft.ts';

/** What was saved, to be merged with. */
export function savedContent(voucher: EditedVoucher): VoucherContent {
  return {
    date: voucher.date,
    description: voucher.description,
    lines: voucher.lines.map(({ accountCode, debit, credit, description, reason, fx }) => ({
      accountCode,
      debit,
      credit,
      description,
      role: reason?.role ?? null,
      fx,
    })),
  };
}

/** What was written; what cannot be read as an amount or a date stands as it was typed. */
export function ownContent(
  draft: VoucherDraft,
  language: Language,
  thisYear: number,
): VoucherContent<OwnLine> {
  const wire = (text: string) => {
    const kurus = kurusOf(text, language);
    return kurus === null ? text : kurusToDecimal(kurus);
  };
  return {
    date: parseDate(draft.date, thisYear) ?? draft.date,
    description: draft.description.trim(),
    lines: writtenLines(draft, wire).map(({ from, sent }) => ({ ...sent, from })),
  };
}

/** The merged voucher as an edit of what the other saved. */
export function draftOfMerge(
  content: VoucherContent<MergedLine>,
  saved: EditedVoucher,
  language: Language,
): VoucherDraft {
  let nextKey = saved.lines.length;
  const lines = content.lines.map(({ saved: at, debit, credit, ...line }) => {
    const key = at ?? nextKey;
    if (at === null) nextKey += 1;
    return { ...line, key, from: at, debit: typed(debit, language), credit: typed(credit, language) };
  });
  const date = /^\d{4}-\d{2}-\d{2}$/.test(content.date) ? formatDate(content.date, language) : content.date;
  return { version: saved.version, type: saved.type, date, description: content.description, lines, nextKey };
}

/** Puts voucher lines into the form in which they are stored. */
import type { LineReason, VoucherLine } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { LineToInsert, StoredLine } from './proposals.queries.ts';

/** A line with the reason it was proposed for, if it was. */
export interface LineWithReason extends VoucherLine {
  readonly reason: LineReason | null;
}

/** Lines of one voucher numbered from 1; descriptions are cut to `descriptionLength`. */
export function linesToInsert(
  voucherId: string,
  lines: readonly LineWithReason[],
  descriptionLength = 250,
): LineToInsert[] {
  return lines.map((line, index) => ({
    voucher_id: voucherId,
    line_no: index + 1,
    account_code: line.accountCode,
    debit_kurus: line.debitKurus.toString(),
    credit_kurus: line.creditKurus.toString(),
    description: line.description.slice(0, descriptionLength),
    fx_currency: line.fx?.currency ?? null,
    fx_amount: line.fx?.amount ?? null,
    fx_rate: line.fx?.rate ?? null,
    reason: line.reason,
  }));
}

/** True where the stored line says the same in the same place and keeps the same role. */
export function isSameLine(line: StoredLine, stored: StoredLine | undefined): boolean {
  if (stored === undefined) return false;
  const said = (each: StoredLine) => [
    each.line_no,
    each.account_code,
    each.debit_kurus,
    each.credit_kurus,
    each.description,
    each.fx_currency,
    each.fx_amount,
    each.fx_rate,
    (each.reason as LineReason | null)?.role ?? null,
  ];
  return JSON.stringify(said(line)) === JSON.stringify(said(stored));
}

/** Puts voucher lines into the form in which they are stored. */
import type { LineReason, VoucherLine } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { LineToInsert } from './proposals.queries.ts';

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

/** Shows vouchers as the contract has them. */
import { decimal, formatDecimal } from '@muhasebi/accounting/money/decimal.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { LineReason } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { Trx } from '../feature.ts';
import { ledgerErrors, type VoucherListItem, type VoucherView } from './contract.ts';
import { findLines, findVoucher, type LineRow, type VoucherRow } from './vouchers.queries.ts';

export function presentVoucher(row: VoucherRow): VoucherListItem {
  return {
    id: row.id,
    clientId: row.clientId,
    type: row.type as VoucherListItem['type'],
    status: row.status as VoucherListItem['status'],
    fisNo: row.fisNo,
    fiscalYear: row.fiscalYear,
    date: row.date,
    description: row.description,
    totalDebit: kurusToDecimal(row.totalDebitKurus),
    totalCredit: kurusToDecimal(row.totalCreditKurus),
    documentId: row.documentId,
    documentNo: row.documentNo,
    reversalOf: row.reversalOf,
    reversedBy: row.reversedBy,
    version: row.version,
    postedAt: row.postedAt?.toISOString() ?? null,
  };
}

/** numeric(24, 8) comes with all its zeros: "32.50000000" is shown as "32.50", at least two places. */
export function trimDecimal(text: string): string {
  const value = decimal(text);
  let { digits, scale } = value;
  while (scale > 2 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return formatDecimal({ digits, scale });
}

function presentLine(row: LineRow): VoucherView['lines'][number] {
  const { fxCurrency, fxAmount, fxRate } = row;
  const reason = row.reason as LineReason | null;
  return {
    lineNo: row.lineNo,
    accountCode: row.accountCode,
    accountName: row.accountName,
    accountIsNew: row.accountStatus === 'proposed',
    debit: kurusToDecimal(row.debitKurus),
    credit: kurusToDecimal(row.creditKurus),
    description: row.description,
    fx:
      fxCurrency === null || fxAmount === null || fxRate === null
        ? null
        : { currency: fxCurrency, amount: trimDecimal(fxAmount), rate: trimDecimal(fxRate) },
    reason: reason === null ? null : { ...reason, places: [...reason.places] },
  };
}

/** The voucher with its lines. Throws VOUCHER_NOT_FOUND. */
export async function showVoucher(trx: Trx, tenantId: string, voucherId: string): Promise<VoucherView> {
  const row = await findVoucher(trx, tenantId, voucherId);
  if (row === null) throw ledgerErrors.VOUCHER_NOT_FOUND();
  const lines = await findLines(trx, tenantId, voucherId);
  const { reversalDraft, postedByName, changedByName } = row;
  return {
    ...presentVoucher(row),
    reversalDraft,
    lines: lines.map(presentLine),
    postedByName,
    changedByName,
  };
}

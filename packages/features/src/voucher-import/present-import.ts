/** Imports, their rows and vouchers as the contract has them. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { type AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import type { Trx } from '../feature.ts';
import {
  type ImportDetail,
  type ImportRow,
  type ImportView,
  type ImportVoucher,
  voucherImportErrors,
} from './contract.ts';
import { findImport, findMapping, type ImportShown, listEarlier } from './imports.queries.ts';
import { presentNote } from './notes.ts';
import type { ImportPlan } from './plan.ts';
import type { RowShown, VoucherShown } from './rows.queries.ts';
import { fingerprintOf, guessPlan, type TableHead } from './suggest-plan.ts';

export function presentImport(row: ImportShown): ImportView {
  const { counts } = row;
  const of = (state: string) => counts?.[state] ?? 0;
  return {
    id: row.importId,
    clientId: row.clientId,
    fileName: row.fileName,
    sizeBytes: Number(row.sizeBytes),
    state: row.state as ImportView['state'],
    createdAt: row.createdAt.toISOString(),
    createdByName: row.createdByName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    allOrNothing: row.allOrNothing,
    post: row.post,
    progress: row.progress,
    rows: row.rows,
    skippedRows: row.skippedRows,
    faultyRows: row.faultyRows,
    warnedRows: row.warnedRows,
    counts: {
      good: of('good'),
      faulty: of('faulty'),
      written: of('written'),
      posted: of('posted'),
      refused: of('refused'),
      undone: of('undone'),
      kept: of('kept'),
    },
    total: kurusToDecimal(row.totalKurus),
    fault: row.fault,
  };
}

/** The import with how it is read and what is known of its file. Throws IMPORT_NOT_FOUND. */
export async function showDetail(trx: Trx, tenantId: string, importId: string): Promise<ImportDetail> {
  const row = await findImport(trx, tenantId, importId);
  if (row === undefined) throw voucherImportErrors.IMPORT_NOT_FOUND();
  const proposed = row.plan === null ? await proposePlan(trx, tenantId, row.head) : null;
  const earlier = await listEarlier(trx, tenantId, row);
  return {
    ...presentImport(row),
    sheets: [...row.head.sheets],
    headers: [...row.head.headers],
    samples: row.head.samples.map((cells) => [...cells]),
    plan: row.plan ?? proposed?.plan ?? guessPlan(row.head),
    planFrom: proposed?.from ?? 'said',
    earlier: earlier.map(({ at, ...each }) => ({
      ...each,
      at: at.toISOString(),
      state: each.state as ImportView['state'],
    })),
  };
}

/** As this office read files with these headers last, else by the words of the headers. */
async function proposePlan(
  trx: Trx,
  tenantId: string,
  head: TableHead,
): Promise<{ plan: ImportPlan; from: 'known' | 'guessed' }> {
  const known = await findMapping(trx, tenantId, fingerprintOf(head.headers));
  if (known === null) return { plan: guessPlan(head), from: 'guessed' };
  return { plan: { ...known, sheet: head.sheet, headerRow: head.headerRow }, from: 'known' };
}

export function presentRow({ notes, ...row }: RowShown): ImportRow {
  return { ...row, notes: (notes ?? []).map(presentNote) };
}

export function presentVoucher({ debitKurus, creditKurus, ...voucher }: VoucherShown): ImportVoucher {
  const stands = ['written', 'posted', 'kept'].includes(voucher.state);
  return {
    ...voucher,
    type: voucher.type as ImportVoucher['type'],
    state: voucher.state as ImportVoucher['state'],
    voucherId: stands ? voucher.voucherId : null,
    refusal: voucher.refusal as ImportVoucher['refusal'],
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
  };
}

/** A refusal as it is stored with a voucher. */
export function refusalOf({ code, definition, params }: AppError) {
  const { tr, en, nextTr, nextEn } = definition;
  return {
    code,
    message: fillText(tr, params),
    messageEn: fillText(en, params),
    next: fillText(nextTr, params),
    nextEn: fillText(nextEn, params),
  };
}

/** How a table of vouchers is read: which column holds what, what makes rows one voucher, and what is filled in. */
import { z } from 'zod';

/** What a column can hold. `amount` is signed (debit positive) or goes with `side` (B/A). */
export const TARGETS = [
  'key',
  'date',
  'type',
  'accountCode',
  'accountName',
  'description',
  'voucherDescription',
  'debit',
  'credit',
  'amount',
  'side',
  'currency',
  'fxAmount',
  'fxRate',
  'documentNo',
] as const;
export type Target = (typeof TARGETS)[number];

export const VOUCHER_TYPES = ['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis'] as const;
export type VoucherType = (typeof VOUCHER_TYPES)[number];

export const importPlan = z.object({
  /** Null: a CSV. */
  sheet: z.string().max(200).nullable(),
  /** The row of the headers, as a spreadsheet counts. */
  headerRow: z.number().int().min(1).max(1000),
  /** By target: a column from 0. */
  columns: z.partialRecord(z.enum(TARGETS), z.number().int().min(0).max(199)),
  /** key: the same number anywhere · date-description: the same day and words anywhere · change: as long as it stays the same. */
  grouping: z.enum(['key', 'date-description', 'change']),
  /** Of vouchers whose rows do not say. */
  type: z.enum(VOUCHER_TYPES),
  /** An empty number, day or description of a voucher is that of the row above. */
  fillDown: z.boolean(),
});
export type ImportPlan = z.infer<typeof importPlan>;

/** What is missing of a plan before rows can be read; null where nothing is. */
export function missingOf(plan: ImportPlan): 'date' | 'accountCode' | 'amount' | 'key' | 'twice' | null {
  const { columns, grouping } = plan;
  const used = Object.values(columns);
  if (new Set(used).size < used.length) return 'twice';
  if (columns.date === undefined) return 'date';
  if (columns.accountCode === undefined) return 'accountCode';
  const hasSides = columns.debit !== undefined && columns.credit !== undefined;
  if (!hasSides && columns.amount === undefined) return 'amount';
  return grouping === 'key' && columns.key === undefined ? 'key' : null;
}

/** What the database refuses of a chart, told as the refusal a person understands. */
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { Words } from '../table-export.ts';
import { chartErrors } from './contract.ts';

const USERS = {
  voucher_lines: { tr: 'fiş satırı', en: 'voucher line' },
  accounts: { tr: 'alt hesap', en: 'sub-account' },
  client_bank_accounts: { tr: 'mükellef kartındaki banka hesabı', en: 'bank account of the client card' },
} satisfies Record<string, Words>;
const OTHER: Words = { tr: 'başka bir kayıt', en: 'another record' };

const FOREIGN_KEY_VIOLATION = '23503';

/** What uses the account, by table. */
export function accountInUse(code: string, table: string): AppError {
  const { tr, en } = table in USERS ? USERS[table as keyof typeof USERS] : OTHER;
  return chartErrors.ACCOUNT_IN_USE({ code, by: tr, byEn: en });
}

/**
 * ACCOUNT_IN_USE where a foreign key held one of the accounts; null for any other error. Under row-level security
 * PostgreSQL does not say which row it was, so the first of them stands for all.
 */
export function refusalOfDelete(error: unknown, codes: readonly string[]): AppError | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== FOREIGN_KEY_VIOLATION) return null;
  const table = 'table' in error && typeof error.table === 'string' ? error.table : '';
  const [first = ''] = codes;
  return accountInUse(codes.length > 1 ? `${first} …` : first, table);
}

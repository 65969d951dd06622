/** What the database refuses in the books, told as the refusal a person understands. */
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import type { AppError } from '@muhasebi/platform/errors/app-error.ts';
import { ledgerErrors } from './contract.ts';

/** The refusal of a posting; `isInRange` says whether the day of the voucher may be posted at all. */
export interface RefusedPosting {
  readonly refusal: string;
  readonly detail: string | null;
  readonly date: string;
  readonly isInRange: boolean;
}

/** How a month stands, in Turkish and in English. */
const PERIOD_WORDS: Readonly<Record<string, readonly [status: string, statusEn: string]>> = {
  locked: ['kilitli', 'locked'],
  closed: ['kapalı', 'closed'],
  none: ['açılmamış', 'not opened'],
};

/** Turns a code of the migrations (MU0xx) into a refusal of the contract; an unknown code is our fault and thrown. */
export function refusalOfPosting({ refusal, detail, date, isInRange }: RefusedPosting): AppError {
  const [first = '', second = ''] = (detail ?? '').split(' ');
  switch (refusal) {
    case 'MU001':
      return ledgerErrors.VOUCHER_ALREADY_POSTED();
    case 'MU010':
      return ledgerErrors.VOUCHER_TOO_FEW_LINES({ count: first });
    case 'MU011':
      return unbalanced(BigInt(first), BigInt(second));
    case 'MU012':
      return ledgerErrors.ACCOUNT_NOT_LEAF({ code: first });
    case 'MU013':
      return ledgerErrors.ACCOUNT_CLOSED({ code: first });
    case 'MU014': {
      if (!isInRange) return ledgerErrors.PERIOD_OUT_OF_RANGE({ date });
      const [status, statusEn] = PERIOD_WORDS[second] ?? [second, second];
      return ledgerErrors.PERIOD_NOT_OPEN({ period: first, status, statusEn });
    }
    case 'MU016':
      return first === 'mirror' ? ledgerErrors.REVERSAL_LINES_FIXED() : ledgerErrors.VOUCHER_NOT_POSTED();
    case 'MU017':
      return ledgerErrors.ACCOUNT_NOT_FOUND({ code: first });
    default:
      throw new Error(`The database refused a posting for a reason nobody knows: ${refusal} ${detail ?? ''}`);
  }
}

function unbalanced(debit: bigint, credit: bigint): AppError {
  const difference = debit > credit ? debit - credit : credit - debit;
  return ledgerErrors.VOUCHER_UNBALANCED({
    debit: formatKurusTr(debit),
    credit: formatKurusTr(credit),
    difference: formatKurusTr(difference),
  });
}

/** SQLSTATE and detail of an error thrown by PostgreSQL; null for any other. */
export function databaseFault(error: unknown): { code: string; detail: string; constraint: string } | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    code: error.code,
    detail: text('detail' in error ? error.detail : ''),
    constraint: text('constraint' in error ? error.constraint : ''),
  };
}

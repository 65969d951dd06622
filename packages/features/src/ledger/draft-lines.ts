/** Reads the lines a person entered: exact amounts, one side a line, accounts that take postings. */
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import type { BooksOwner } from './books.queries.ts';
import { type ledgerContract, ledgerErrors } from './contract.ts';
import { findAccounts } from './drafts.queries.ts';
import type { LineWithReason } from './proposed-lines.ts';
import { isStorableAmount, isStorableFx } from './storable-proposal.ts';

export type LineInput = z.output<typeof ledgerContract.createVoucher.body>['lines'][number];

/** One entered line; `role` is that of the proposed line it keeps. */
export interface EnteredLine extends LineWithReason {
  readonly role: string | null;
}

/**
 * Checks each line by itself; whether they balance is asked at posting, a draft may be unfinished. Throws
 * VOUCHER_LINE_ONE_SIDE, VALIDATION_FAILED for amounts beyond the books.
 */
export function readLines(inputs: readonly LineInput[]): EnteredLine[] {
  return inputs.map((input, index) => {
    const debitKurus = kurusFromDecimal(input.debit);
    const creditKurus = kurusFromDecimal(input.credit);
    const isOneSided = debitKurus >= 0n && creditKurus >= 0n && debitKurus > 0n !== creditKurus > 0n;
    if (!isOneSided) throw ledgerErrors.VOUCHER_LINE_ONE_SIDE({ lineNo: index + 1 });
    const fx = input.fx ?? null;
    if (!isStorableAmount({ debitKurus, creditKurus }) || (fx !== null && !isStorableFx(fx)))
      throw platformErrors.VALIDATION_FAILED({}, [
        {
          path: `body.lines.${index}`,
          message: 'tutar, kur ya da para birimi defterin sınırları dışında',
          messageEn: 'the amount, rate or currency is beyond what the books hold',
        },
      ]);
    const { accountCode, description } = input;
    return { accountCode, debitKurus, creditKurus, description, fx, reason: null, role: input.role ?? null };
  });
}

type AccountRefusal = 'ACCOUNT_NOT_FOUND' | 'ACCOUNT_NOT_LEAF' | 'ACCOUNT_CLOSED';

/** The first of these codes that takes no postings, and why; null where all do. */
async function firstRefused(
  trx: Trx,
  owner: BooksOwner,
  used: readonly string[],
): Promise<{ readonly code: string; readonly refusal: AccountRefusal } | null> {
  const codes = [...new Set(used)];
  const accounts = new Map((await findAccounts(trx, owner, codes)).map((account) => [account.code, account]));
  for (const code of codes) {
    const account = accounts.get(code);
    if (account === undefined) return { code, refusal: 'ACCOUNT_NOT_FOUND' };
    if (!account.isLeaf) return { code, refusal: 'ACCOUNT_NOT_LEAF' };
    if (account.status === 'closed') return { code, refusal: 'ACCOUNT_CLOSED' };
  }
  return null;
}

/** Throws ACCOUNT_NOT_FOUND, ACCOUNT_NOT_LEAF or ACCOUNT_CLOSED for the first of these codes that takes no postings. */
export async function checkAccounts(trx: Trx, owner: BooksOwner, used: readonly string[]): Promise<void> {
  const refused = await firstRefused(trx, owner, used);
  if (refused !== null) throw ledgerErrors[refused.refusal]({ code: refused.code });
}

/** What `checkAccounts` throws, with the place of each line that has this account as a fault. */
export async function checkAccountsOfLines(
  trx: Trx,
  owner: BooksOwner,
  lines: readonly { readonly accountCode: string }[],
): Promise<void> {
  const refused = await firstRefused(
    trx,
    owner,
    lines.map((line) => line.accountCode),
  );
  if (refused === null) return;
  const { code, refusal } = refused;
  const faults = lines.flatMap(({ accountCode }, index) =>
    accountCode === code
      ? [
          {
            path: `body.lines.${index}.accountCode`,
            message: `${code} hesabına kayıt yapılamaz`,
            messageEn: `account ${code} takes no entries`,
          },
        ]
      : [],
  );
  throw ledgerErrors[refusal]({ code }, faults);
}

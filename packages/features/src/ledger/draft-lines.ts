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
          path: `lines.${index}`,
          message: 'tutar, kur ya da para birimi defterin sınırları dışında',
          messageEn: 'the amount, rate or currency is beyond what the books hold',
        },
      ]);
    const { accountCode, description } = input;
    return { accountCode, debitKurus, creditKurus, description, fx, reason: null, role: input.role ?? null };
  });
}

/** Throws ACCOUNT_NOT_FOUND, ACCOUNT_NOT_LEAF or ACCOUNT_CLOSED for the first of these codes that takes no postings. */
export async function checkAccounts(trx: Trx, owner: BooksOwner, used: readonly string[]): Promise<void> {
  const codes = [...new Set(used)];
  const accounts = new Map((await findAccounts(trx, owner, codes)).map((account) => [account.code, account]));
  for (const code of codes) {
    const account = accounts.get(code);
    if (account === undefined) throw ledgerErrors.ACCOUNT_NOT_FOUND({ code });
    if (!account.isLeaf) throw ledgerErrors.ACCOUNT_NOT_LEAF({ code });
    if (account.status === 'closed') throw ledgerErrors.ACCOUNT_CLOSED({ code });
  }
}

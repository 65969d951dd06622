/** Every rule of the ledger check, listed once: a feature adds one by a file of its own and a line here. */
import { draftedDocuments } from './document-intake/rules/drafted-documents.queries.ts';
import { postedDocuments } from './document-intake/rules/posted-documents.queries.ts';
import { storedFiles } from './document-intake/rules/stored-files.queries.ts';
import { accountBalances } from './ledger/rules/account-balances.queries.ts';
import { entryChain } from './ledger/rules/entry-chain.queries.ts';
import { lineAccounts } from './ledger/rules/line-accounts.queries.ts';
import { linePlaces } from './ledger/rules/line-places.queries.ts';
import { lineSides } from './ledger/rules/line-sides.queries.ts';
import { mizanBalances } from './ledger/rules/mizan-balances.queries.ts';
import { numberSequence } from './ledger/rules/number-sequence.queries.ts';
import { reversals } from './ledger/rules/reversals.queries.ts';
import { voucherBalance } from './ledger/rules/voucher-balance.queries.ts';
import { voucherYears } from './ledger/rules/voucher-years.queries.ts';
import { yevmiyeNumbers } from './ledger/rules/yevmiye-numbers.queries.ts';
import type { FileRule, LedgerRule } from './ledger-rule.queries.ts';

/** Judged by the database, office by office, each in one moment. */
export const ledgerRules: readonly LedgerRule[] = [
  voucherBalance,
  lineSides,
  lineAccounts,
  linePlaces,
  numberSequence,
  voucherYears,
  reversals,
  accountBalances,
  mizanBalances,
  entryChain,
  yevmiyeNumbers,
  postedDocuments,
  draftedDocuments,
];

/** They read the stored files. */
export const fileRules: readonly FileRule[] = [storedFiles];

/** Accounts, statements and lines as the wire has them. */
import { formatKurusTr, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { bankOfIban } from '@muhasebi/accounting/vkn/iban.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import type { Trx } from '../feature.ts';
import { type AccountRow, findAccounts } from './accounts.queries.ts';
import {
  type BankAccountView,
  type BankLineView,
  type BankStatementView,
  bankStatementErrors,
} from './contract.ts';
import type { LineRow } from './lines.queries.ts';
import type { StatementRow } from './statements.queries.ts';

/** The account in sight. Throws BANK_ACCOUNT_NOT_FOUND. */
export async function accountOf(trx: Trx, tenantId: string, bankAccountId: string): Promise<AccountRow> {
  const [account] = await findAccounts(trx, tenantId, { bankAccountId });
  if (account === undefined) throw bankStatementErrors.BANK_ACCOUNT_NOT_FOUND();
  return account;
}

export function presentAccount({ clientId: _, balanceKurus, ...account }: AccountRow): BankAccountView {
  return {
    ...account,
    bankName: account.accountNo.startsWith('TR') ? bankOfIban(account.accountNo) : null,
    balance: balanceKurus === null ? null : kurusToDecimal(balanceKurus),
  };
}

export function presentStatement(row: StatementRow): BankStatementView {
  const { openingKurus, closingKurus, takenAt } = row;
  return {
    id: row.id,
    format: row.format,
    fileName: row.fileName,
    statementNo: row.statementNo,
    fromDay: row.fromDay,
    toDay: row.toDay,
    opening: kurusToDecimal(openingKurus),
    closing: kurusToDecimal(closingKurus),
    lines: row.lines,
    known: row.known,
    takenAt: takenAt.toISOString(),
    takenByName: row.takenByName,
    finding: findingOf(row),
  };
}

function findingOf(row: StatementRow): BankStatementView['finding'] {
  const { expectedKurus, expectedDay, openingKurus, fromDay, isOverlapping } = row;
  if (expectedKurus === null || expectedDay === null) return null;
  const [before, opening, apart] = [expectedKurus, openingKurus, openingKurus - expectedKurus].map(
    formatKurusTr,
  );
  if (isOverlapping)
    return {
      code: 'bank.opening-wrong',
      message: `Açılış bakiyesi ${opening}, oysa kayıtlı hareketlere göre ${before} olmalı; fark ${apart}. Ekstreyi geri alıp bankadan yeniden isteyin.`,
      messageEn: `The opening balance is ${opening}, but by the stored lines it should be ${before}; difference ${apart}. Take the statement back and get it from the bank again.`,
    };
  const days = `${dayText(expectedDay)} – ${dayText(fromDay)}`;
  return {
    code: 'bank.gap',
    message: `${days} arasında eksik ekstre var: önceki bakiye ${before}, açılış ${opening}, fark ${apart}. Aradaki günlerin ekstresini yükleyin.`,
    messageEn: `A statement is missing between ${days}: balance before ${before}, opening ${opening}, difference ${apart}. Upload the statement of these days.`,
  };
}

export function presentLine({ amountKurus, balanceKurus, ...line }: LineRow): BankLineView {
  return { ...line, amount: kurusToDecimal(amountKurus), balance: kurusToDecimal(balanceKurus) };
}

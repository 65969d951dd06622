/** The statement (ekstre) of a counterparty's accounts: which accounts are meant, what they came with, their lines and their end. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import { findAccountNames } from '../account-names.queries.ts';
import type { BookLineRow, BookOwner, LinesOfAccounts } from '../books/contract.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findYearStart } from './account-sums.queries.ts';
import { accountsOfCounterparty, findDueDates, type NamedAccount } from './cari.queries.ts';
import { statementErrors, type statementsContract } from './contract.ts';

type Contract = typeof statementsContract;
type Asked = z.output<Contract['sumEkstre']['query']>;
type Line = RouteResult<Contract['listEkstre']>['items'][number];

/** Of which office, and what its lines are read by. */
interface Reading {
  readonly tenantId: string;
  readonly lines: LinesOfAccounts;
}

/** Whose lines: an account with those below it, or the accounts of a counterparty. */
export interface Ekstre {
  readonly owner: BookOwner;
  readonly accounts: readonly NamedAccount[];
}

/** A line of the books with the day that its document is to be paid on. */
export interface EkstreRow extends BookLineRow {
  readonly dueDate: string | null;
}

/** Throws CLIENT_NOT_FOUND, EKSTRE_WHOSE and STATEMENT_RANGE_BACKWARDS. */
export async function openEkstre(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { account, taxId, from, to }: Asked,
): Promise<Ekstre> {
  if ((await findYearStart(trx, tenantId, clientId)) === null) throw clientErrors.CLIENT_NOT_FOUND();
  if (from !== undefined && to !== undefined && to < from)
    throw statementErrors.STATEMENT_RANGE_BACKWARDS({ from, to });
  const owner = { tenantId, clientId };
  if (account !== undefined && taxId === undefined) {
    const names = await findAccountNames(trx, tenantId, clientId, [account]);
    const accounts = [...names].map(([code, name]) => ({ code, name }));
    return { owner: { ...owner, accountCode: account }, accounts };
  }
  if (taxId === undefined || account !== undefined) throw statementErrors.EKSTRE_WHOSE();
  const accounts = await accountsOfCounterparty(trx, tenantId, clientId, taxId);
  return { owner: { ...owner, accountCode: null, codes: accounts.map(({ code }) => code) }, accounts };
}

export async function withDueDates(
  trx: Trx,
  tenantId: string,
  rows: readonly BookLineRow[],
): Promise<EkstreRow[]> {
  const ids = new Set(rows.flatMap(({ documentId }) => documentId ?? []));
  const days = await findDueDates(trx, tenantId, [...ids]);
  return rows.map((row) => ({ ...row, dueDate: days.get(row.documentId ?? '') ?? null }));
}

function presentLine(row: EkstreRow, balanceKurus: bigint): Line {
  const { fxCurrency: currency, fxAmount: amount, fxRate: rate } = row;
  return {
    voucherId: row.voucherId,
    lineNo: row.lineNo,
    date: row.date,
    type: row.type as Line['type'],
    fisNo: row.fisNo,
    accountCode: row.accountCode,
    description: row.description,
    documentId: row.documentId,
    documentNo: row.documentNo,
    dueDate: row.dueDate,
    debit: kurusToDecimal(row.debitKurus),
    credit: kurusToDecimal(row.creditKurus),
    balance: kurusToDecimal(balanceKurus),
    fx: currency === null || amount === null || rate === null ? null : { currency, amount, rate },
  };
}

/** Throws what `openEkstre` throws. */
export async function listEkstre(
  trx: Trx,
  clientId: string,
  query: z.output<Contract['listEkstre']['query']>,
  { tenantId, lines }: Reading,
): Promise<RouteResult<Contract['listEkstre']>> {
  const { owner } = await openEkstre(trx, tenantId, clientId, query);
  const { rows, beforeKurus } = await lines.page(trx, owner, query);
  const shown = await withDueDates(trx, tenantId, rows);
  return { items: shown.map((row) => presentLine(row, beforeKurus + row.runningKurus)) };
}

/** Throws what `openEkstre` throws. */
export async function sumEkstre(
  trx: Trx,
  clientId: string,
  query: Asked,
  { tenantId, lines }: Reading,
): Promise<RouteResult<Contract['sumEkstre']>> {
  const { owner, accounts } = await openEkstre(trx, tenantId, clientId, query);
  const { openingKurus, count, debitKurus, creditKurus } = await lines.sum(trx, owner, query);
  return {
    name: accounts[0]?.name ?? null,
    accounts: accounts.map(({ code }) => code),
    count,
    opening: kurusToDecimal(openingKurus),
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
    closing: kurusToDecimal(openingKurus + debitKurus - creditKurus),
    currencies: [...(await lines.currencies(trx, owner, query))],
  };
}

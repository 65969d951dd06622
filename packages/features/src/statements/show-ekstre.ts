/** The statement (ekstre) of a counterparty's accounts: which accounts are meant, what they came with, their lines and their end. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import { findAccountNames } from '../account-names.queries.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findYearStart } from './account-sums.queries.ts';
import {
  accountsOfCounterparty,
  type EkstreFilter,
  type EkstreRow,
  ekstreLines,
  findEkstreOpening,
  type NamedAccount,
  sumCurrencies,
  sumEkstreLines,
} from './cari.queries.ts';
import { statementErrors, type statementsContract } from './contract.ts';

type Contract = typeof statementsContract;
type Asked = z.output<Contract['sumEkstre']['query']>;
type Line = RouteResult<Contract['listEkstre']>['items'][number];

export interface Ekstre {
  readonly filter: EkstreFilter;
  readonly accounts: readonly NamedAccount[];
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
  const range = { from: from ?? null, to: to ?? null };
  if (account !== undefined && taxId === undefined) {
    const names = await findAccountNames(trx, tenantId, clientId, [account]);
    const accounts = [...names].map(([code, name]) => ({ code, name }));
    return { filter: { accounts: { below: account }, ...range }, accounts };
  }
  if (taxId === undefined || account !== undefined) throw statementErrors.EKSTRE_WHOSE();
  const accounts = await accountsOfCounterparty(trx, tenantId, clientId, taxId);
  return { filter: { accounts: { codes: accounts.map(({ code }) => code) }, ...range }, accounts };
}

function presentLine(row: EkstreRow): Line {
  const { debitKurus, creditKurus, balanceKurus, fxCurrency, fxAmount, fxRate, type, ...line } = row;
  return {
    ...line,
    type: type as Line['type'],
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
    balance: kurusToDecimal(balanceKurus),
    fx:
      fxCurrency === null || fxAmount === null || fxRate === null
        ? null
        : { currency: fxCurrency, amount: fxAmount, rate: fxRate },
  };
}

/** Throws what `openEkstre` throws. */
export async function listEkstre(
  trx: Trx,
  tenantId: string,
  clientId: string,
  query: z.output<Contract['listEkstre']['query']>,
): Promise<RouteResult<Contract['listEkstre']>> {
  const { filter } = await openEkstre(trx, tenantId, clientId, query);
  const openingKurus = await findEkstreOpening(trx, tenantId, clientId, filter);
  const { offset, limit } = query;
  const { rows } = await ekstreLines(tenantId, clientId, filter, { openingKurus, offset, limit }).execute(
    trx,
  );
  return { items: rows.map(presentLine) };
}

/** Throws what `openEkstre` throws. */
export async function sumEkstre(
  trx: Trx,
  tenantId: string,
  clientId: string,
  query: Asked,
): Promise<RouteResult<Contract['sumEkstre']>> {
  const { filter, accounts } = await openEkstre(trx, tenantId, clientId, query);
  const opening = await findEkstreOpening(trx, tenantId, clientId, filter);
  const { count, debitKurus, creditKurus } = await sumEkstreLines(trx, tenantId, clientId, filter);
  return {
    name: accounts[0]?.name ?? null,
    accounts: accounts.map(({ code }) => code),
    count,
    opening: kurusToDecimal(opening),
    debit: kurusToDecimal(debitKurus),
    credit: kurusToDecimal(creditKurus),
    closing: kurusToDecimal(opening + debitKurus - creditKurus),
    currencies: await sumCurrencies(trx, tenantId, clientId, filter),
  };
}

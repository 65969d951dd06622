/** The aging list (yaşlandırma): what of each counterparty's account is open, and for how long, beside its balance in the books. */
import {
  AGING_BUCKETS,
  bucketsOf,
  type DayMovement,
  type GrowingSide,
  type OpenItems,
  openItems,
} from '@muhasebi/accounting/cari/open-items.ts';
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import { findAccountNames } from '../account-names.queries.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findYearStart, sumsBefore } from './account-sums.queries.ts';
import { type AccountDay, sumByDocumentDay } from './cari.queries.ts';
import type { statementsContract } from './contract.ts';

type Contract = typeof statementsContract;

/** An account with what is open of it. Kuruş. */
export interface AgedAccount {
  readonly code: string;
  readonly name: string;
  /** In the books; positive on the side on which the account grows. */
  readonly balanceKurus: bigint;
  readonly buckets: readonly bigint[];
  readonly advanceKurus: bigint;
  readonly oldest: string | null;
}

/** Accounts of classes 1, 2 and 7 grow by debits, the others by credits. */
export const sideOf = (account: string): GrowingSide => (/^[127]/.test(account) ? 'borc' : 'alacak');

function daysByAccount(days: readonly AccountDay[]): Map<string, DayMovement[]> {
  const found = new Map<string, DayMovement[]>();
  for (const { code, ...movement } of days) {
    const list = found.get(code);
    if (list === undefined) found.set(code, [movement]);
    else list.push(movement);
  }
  return found;
}

/** Balances of the leaf accounts below one, positive on the side on which it grows; those at zero have nothing open and are left out. */
async function balancesBelow(
  trx: Trx,
  tenantId: string,
  clientId: string,
  account: string,
  at: string,
): Promise<Map<string, bigint>> {
  if ((await findYearStart(trx, tenantId, clientId)) === null) throw clientErrors.CLIENT_NOT_FOUND();
  const asOf = dayAfter(at);
  const cuts = [{ before: asOf, asOf }];
  const [balances = []] = await sumsBefore(trx, tenantId, clientId, { cuts, below: [account] });
  const side = sideOf(account) === 'borc' ? 1n : -1n;
  return new Map(
    balances
      .map(({ code, debitKurus, creditKurus }) => [code, side * (debitKurus - creditKurus)] as const)
      .filter(([, balance]) => balance !== 0n),
  );
}

/** In the order of codes; accounts without a balance are left out. Throws CLIENT_NOT_FOUND. */
export async function loadAging(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { account, at }: { readonly account: string; readonly at: string },
): Promise<AgedAccount[]> {
  const side = sideOf(account);
  const balances = await balancesBelow(trx, tenantId, clientId, account, at);
  const codes = [...balances.keys()].toSorted();
  const days = daysByAccount(await sumByDocumentDay(trx, tenantId, clientId, codes, at));
  const names = await findAccountNames(trx, tenantId, clientId, codes);
  return codes.map((code) => {
    const open = openItems(days.get(code) ?? [], side, at);
    return {
      code,
      name: names.get(code) ?? '',
      balanceKurus: balances.get(code) ?? 0n,
      buckets: bucketsOf(open.items),
      advanceKurus: open.advanceKurus,
      oldest: open.items[0]?.date ?? null,
    };
  });
}

/** What the rows leave unexplained of the balances: zero where every year was opened as the one before was closed. */
export const unexplained = ({ balanceKurus, buckets, advanceKurus }: AgedAccount): bigint =>
  balanceKurus - sumKurus(buckets) + advanceKurus;

/** Throws CLIENT_NOT_FOUND. */
export async function showAging(
  trx: Trx,
  tenantId: string,
  clientId: string,
  asked: { readonly account: string; readonly at: string },
): Promise<RouteResult<Contract['getAging']>> {
  const rows = await loadAging(trx, tenantId, clientId, asked);
  return {
    at: asked.at,
    account: asked.account,
    side: sideOf(asked.account),
    rows: rows.map((row) => ({
      code: row.code,
      name: row.name,
      balance: kurusToDecimal(row.balanceKurus),
      buckets: row.buckets.map(kurusToDecimal),
      advance: kurusToDecimal(row.advanceKurus),
      oldest: row.oldest,
      unexplained: kurusToDecimal(unexplained(row)),
    })),
    totals: {
      balance: kurusToDecimal(sumKurus(rows.map((row) => row.balanceKurus))),
      buckets: AGING_BUCKETS.map((_, at) =>
        kurusToDecimal(sumKurus(rows.map((row) => row.buckets[at] ?? 0n))),
      ),
      advance: kurusToDecimal(sumKurus(rows.map((row) => row.advanceKurus))),
      unexplained: kurusToDecimal(sumKurus(rows.map(unexplained))),
    },
  };
}

/** The open items of one account with those below it, a row a document day. Throws CLIENT_NOT_FOUND. */
export async function listOpenItems(
  trx: Trx,
  tenantId: string,
  clientId: string,
  accountCode: string,
  at: string,
): Promise<RouteResult<Contract['listOpenItems']>> {
  const codes = [...(await balancesBelow(trx, tenantId, clientId, accountCode, at)).keys()];
  const days = daysByAccount(await sumByDocumentDay(trx, tenantId, clientId, codes, at));
  const open: OpenItems[] = [...days.values()].map((each) => openItems(each, sideOf(accountCode), at));
  const items = open.flatMap((each) => each.items).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return {
    items: items.map(({ date, amountKurus, openKurus, ageDays }) => ({
      date,
      amount: kurusToDecimal(amountKurus),
      open: kurusToDecimal(openKurus),
      ageDays,
    })),
    advance: kurusToDecimal(sumKurus(open.map((each) => each.advanceKurus))),
  };
}

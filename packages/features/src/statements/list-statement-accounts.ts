/** The leaf accounts behind a row of a statement, with what each brings to it. */
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { sumsBetween } from '@muhasebi/accounting/mali-tablo/account-sums.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { RouteResult } from '@muhasebi/platform/http/route.ts';
import type { z } from 'zod';
import { findAccountNames } from '../account-names.queries.ts';
import { clientErrors } from '../clients/contract.ts';
import type { Trx } from '../feature.ts';
import { findYearStart, sumsBefore } from './account-sums.queries.ts';
import type { statementsContract } from './contract.ts';

type Query = z.output<typeof statementsContract.listStatementAccounts.query>;

/** In the order of codes, those at zero left out. Throws CLIENT_NOT_FOUND. */
export async function listStatementAccounts(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { codes, from, to }: Query,
): Promise<RouteResult<typeof statementsContract.listStatementAccounts>> {
  if ((await findYearStart(trx, tenantId, clientId)) === null) throw clientErrors.CLIENT_NOT_FOUND();
  const asOf = dayAfter(to);
  const cuts = [{ before: asOf, asOf }, ...(from === undefined ? [] : [{ before: from, asOf }])];
  const [later = [], earlier = []] = await sumsBefore(trx, tenantId, clientId, {
    cuts,
    below: codes.split(','),
  });
  const accounts = sumsBetween(later, earlier)
    .map(({ code, debitKurus, creditKurus }) => ({ code, netKurus: debitKurus - creditKurus }))
    .filter(({ netKurus }) => netKurus !== 0n)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const names = await findAccountNames(
    trx,
    tenantId,
    clientId,
    accounts.map(({ code }) => code),
  );
  return {
    items: accounts.map(({ code, netKurus }) => ({
      code,
      name: names.get(code) ?? '',
      net: kurusToDecimal(netKurus),
    })),
  };
}

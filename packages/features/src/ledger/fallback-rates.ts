/** TCMB's rates for documents in foreign money that state none: that of the prior working day, if it is known. */
import { isLira, usableRate } from '@muhasebi/accounting/fatura/amounts.ts';
import { isIsoDate } from '@muhasebi/accounting/fatura/iso-date.ts';
import { type ExchangeRates, isKnown } from '../exchange-rates/contract.ts';
import type { Trx } from '../feature.ts';
import type { ProposalRequest } from './contract.ts';

export interface Fallback {
  /** TRY for one unit of the document's currency, döviz alış. */
  readonly fallbackRate?: string;
  readonly fallbackRateDate?: string;
}

/** By document; one that states its rate, or whose rate is not known, is not in it. */
export type FallbackRates = ReadonlyMap<string, Fallback>;

/** Asks once for each currency and day of the batch. */
export async function fallbackRates(
  rates: ExchangeRates,
  trx: Trx,
  tenantId: string,
  requests: readonly ProposalRequest[],
): Promise<FallbackRates> {
  const asked = new Map<string, Fallback | null>();
  const found = new Map<string, Fallback>();
  for (const { documentId, invoice } of requests) {
    const { issueDate, exchangeRate } = invoice;
    const currency = (invoice.currency ?? '').trim().toUpperCase();
    if (!/^[A-Z]{3}$/.test(currency) || isLira(currency) || usableRate(exchangeRate) !== null) continue;
    if (issueDate === null || !isIsoDate(issueDate)) continue;
    const key = `${currency} ${issueDate}`;
    let fallback = asked.get(key);
    if (fallback === undefined) {
      const answer = await rates.inForce(trx, tenantId, { currency, date: issueDate, kind: 'alis' });
      fallback = isKnown(answer) ? { fallbackRate: answer.rate, fallbackRateDate: answer.rateDate } : null;
      asked.set(key, fallback);
    }
    if (fallback !== null) found.set(documentId, fallback);
  }
  return found;
}

/** Values a client's balances in foreign money at a day: rate, worth and difference of each. */
import {
  type MonetaryKind,
  monetaryKind,
  valuationRateKind,
} from '@muhasebi/accounting/kur/monetary-accounts.ts';
import { type ForeignBalance, revaluationDifference, valueAtRate } from '@muhasebi/accounting/kur/revalue.ts';
import {
  type ExchangeRates,
  isKnown,
  type RateInForce,
  type RateMissing,
} from '../exchange-rates/contract.ts';
import type { Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';

export interface RevaluationServices {
  readonly ledger: LedgerService;
  readonly rates: ExchangeRates;
}

export interface ValuedBalance {
  readonly code: string;
  readonly currency: string;
  readonly kind: MonetaryKind | null;
  readonly fxAmount: string;
  readonly netKurus: bigint;
  readonly rate: RateInForce | RateMissing;
  /** Null where the rate is not known, or the account is not valued. */
  readonly valueKurus: bigint | null;
  readonly differenceKurus: bigint | null;
}

/** Every balance in foreign money that is not wholly nil, in the order of the codes; posted lines up to the day alone. */
export async function valueBalances(
  { ledger, rates }: RevaluationServices,
  trx: Trx,
  { tenantId, clientId, day }: { readonly tenantId: string; readonly clientId: string; readonly day: string },
): Promise<ValuedBalance[]> {
  const balances = await ledger.fxBalances(trx, tenantId, clientId, { to: day });
  const asked = new Map<string, RateInForce | RateMissing>();
  const valued: ValuedBalance[] = [];
  for (const { code, currency, fxAmount, netKurus } of balances) {
    if (netKurus === 0n && fxAmount === '0') continue;
    const kind = monetaryKind(code);
    const rateKind = valuationRateKind(kind ?? 'banka');
    const key = `${currency} ${rateKind}`;
    const rate =
      asked.get(key) ?? (await rates.inForce(trx, tenantId, { currency, date: day, kind: rateKind }));
    asked.set(key, rate);
    const worth = kind !== null && isKnown(rate) ? { fxAmount, rate: rate.rate } : null;
    valued.push({
      ...{ code, currency, kind, fxAmount, netKurus, rate },
      valueKurus: worth && valueAtRate(worth),
      differenceKurus: worth && revaluationDifference({ ...worth, accountCode: code, currency, netKurus }),
    });
  }
  return valued;
}

/** As accounting takes it; null where the rate is not known. */
export function foreignBalance(valued: ValuedBalance): ForeignBalance | null {
  if (!isKnown(valued.rate)) return null;
  const { code, currency, fxAmount, netKurus } = valued;
  return { accountCode: code, currency, fxAmount, netKurus, rate: valued.rate.rate };
}

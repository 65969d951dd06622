/** What every use case of the voucher desk works with. */
import type { ExchangeRates } from '../exchange-rates/contract.ts';
import type { FeatureDeps } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';

export interface DeskContext extends Pick<FeatureDeps, 'db' | 'clock' | 'storage'> {
  readonly ledger: LedgerService;
  readonly rates: ExchangeRates;
}

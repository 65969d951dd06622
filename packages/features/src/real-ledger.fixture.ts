/** Gives the tests of other features the real ledger, composed as the registry composes it. */
import { ratesOf } from './books.fixture.ts';
import { createLedgerFeature } from './ledger/feature.ts';
import { createOfficeSettingsFeature } from './office-settings/feature.ts';
import type { ExportDeps } from './table-export.ts';

export function createRealLedger(deps: Omit<ExportDeps, 'letterhead'>) {
  return createLedgerFeature(
    { ...deps, letterhead: createOfficeSettingsFeature(deps).letterhead },
    ratesOf(deps.db),
  );
}

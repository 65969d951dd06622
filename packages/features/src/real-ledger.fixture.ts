/** Gives the tests of other features the real ledger, composed as the registry composes it. */
export { createLedgerFeature as createRealLedger } from './ledger/feature.ts';

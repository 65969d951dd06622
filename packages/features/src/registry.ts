/** Every feature, listed once: its refusals, and how it is made from what the host gives. */
import { platformErrorDefinitions } from '@muhasebi/platform/errors/platform-errors.ts';
import { clientErrorDefinitions } from './clients/contract.ts';
import { createClientsFeature } from './clients/feature.ts';
import { documentDeskErrorDefinitions } from './document-desk/contract.ts';
import { createDocumentDeskFeature } from './document-desk/feature.ts';
import { documentErrorDefinitions } from './document-intake/contract.ts';
import { createDocumentIntakeFeature } from './document-intake/feature.ts';
import type { Feature, FeatureDeps } from './feature.ts';
import { identityErrorDefinitions } from './identity/contract.ts';
import { createIdentityFeature } from './identity/feature.ts';
import { ledgerErrorDefinitions } from './ledger/contract.ts';
import { createLedgerFeature } from './ledger/feature.ts';
import { overviewErrorDefinitions } from './office-overview/contract.ts';
import { createOfficeOverviewFeature } from './office-overview/feature.ts';
import { createOperationsFeature } from './operations/feature.ts';
import { workActErrorDefinitions } from './work-acts/contract.ts';
import { createWorkActsFeature } from './work-acts/feature.ts';

/** Every expected refusal, by code; docs/errors.md lists the same. */
export const errorCatalogue = {
  ...platformErrorDefinitions,
  ...identityErrorDefinitions,
  ...clientErrorDefinitions,
  ...documentErrorDefinitions,
  ...documentDeskErrorDefinitions,
  ...ledgerErrorDefinitions,
  ...overviewErrorDefinitions,
  ...workActErrorDefinitions,
};

/** Makes the features; the ledger comes first, the others write into it through its service. */
export function createFeatures(deps: FeatureDeps): readonly Feature[] {
  const ledger = createLedgerFeature(deps);
  const identity = createIdentityFeature(deps);
  const documents = createDocumentIntakeFeature(deps, ledger.service);
  const services = { documents: documents.service, ledger: ledger.service, rights: identity.rights };
  const features: Feature[] = [
    identity,
    createClientsFeature(deps, ledger.service),
    documents,
    createDocumentDeskFeature(deps),
    ledger.feature,
    createWorkActsFeature(deps, services),
    createOfficeOverviewFeature(deps),
  ];
  return [...features, createOperationsFeature(deps, features)];
}

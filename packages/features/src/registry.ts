/** Every feature, listed once: its refusals, and how it is made from what the host gives. */
import { platformErrorDefinitions } from '@muhasebi/platform/errors/platform-errors.ts';
import { apiKeyErrorDefinitions } from './api-keys/contract.ts';
import { createApiKeysFeature } from './api-keys/feature.ts';
import { bankStatementErrorDefinitions } from './bank-statements/contract.ts';
import { createBankStatementsFeature } from './bank-statements/feature.ts';
import { bookErrorDefinitions } from './books/contract.ts';
import { createBooksFeature } from './books/feature.ts';
import { linesOfAccounts } from './books/page-of-book.ts';
import { chartErrorDefinitions } from './chart/contract.ts';
import { createChartFeature } from './chart/feature.ts';
import { requestErrorDefinitions } from './client-requests/contract.ts';
import { createClientRequestsFeature } from './client-requests/feature.ts';
import { clientErrorDefinitions } from './clients/contract.ts';
import { createClientsFeature } from './clients/feature.ts';
import { demoErrorDefinitions } from './demo-office/contract.ts';
import { createDemoOfficeFeature } from './demo-office/feature.ts';
import { documentDeskErrorDefinitions } from './document-desk/contract.ts';
import { createDocumentDeskFeature } from './document-desk/feature.ts';
import { documentErrorDefinitions } from './document-intake/contract.ts';
import { createDocumentIntakeFeature } from './document-intake/feature.ts';
import { documentLinkErrorDefinitions } from './document-links/contract.ts';
import { createDocumentLinksFeature } from './document-links/feature.ts';
import { documentViewErrorDefinitions } from './document-view/contract.ts';
import { createDocumentViewFeature } from './document-view/feature.ts';
import { exchangeRateErrorDefinitions } from './exchange-rates/contract.ts';
import { createExchangeRatesFeature } from './exchange-rates/feature.ts';
import type { Feature, FeatureDeps } from './feature.ts';
import { firstRunErrorDefinitions } from './first-run/contract.ts';
import { createFirstRunFeature } from './first-run/feature.ts';
import { accessCacheOf } from './identity/access-cache.ts';
import { identityErrorDefinitions } from './identity/contract.ts';
import { createOfficeWithOwner, hashOfStrongPassword } from './identity/create-office.ts';
import { createIdentityFeature } from './identity/feature.ts';
import { mailClientRequest } from './identity/mail-client-request.ts';
import type { SyncConnector } from './integrations/connector.ts';
import { integrationErrorDefinitions } from './integrations/contract.ts';
import { createEInvoiceConnector } from './integrations/e-invoice/e-invoice-connector.ts';
import { createIntegrationsFeature } from './integrations/feature.ts';
import { mailboxConnector } from './integrations/mailbox/mailbox-connector.ts';
import { sftpConnector } from './integrations/sftp/sftp-connector.ts';
import { watchedFolderConnector } from './integrations/watched-folder/watched-folder-connector.ts';
import { issuedInvoiceErrorDefinitions } from './issued-invoices/contract.ts';
import { createIssuedInvoicesFeature } from './issued-invoices/feature.ts';
import { sumByAccount } from './ledger/balances.queries.ts';
import { lockChart } from './ledger/books.queries.ts';
import { ledgerErrorDefinitions } from './ledger/contract.ts';
import { mizanColumns } from './ledger/export-columns.ts';
import { createLedgerFeature } from './ledger/feature.ts';
import { loadMizan } from './ledger/get-mizan.ts';
import { type MailOutboxService, mailOutboxErrorDefinitions } from './mail-outbox/contract.ts';
import { createMailOutboxFeature } from './mail-outbox/feature.ts';
import { notificationErrorDefinitions } from './notifications/contract.ts';
import { createNotificationsFeature } from './notifications/feature.ts';
import { overviewErrorDefinitions } from './office-overview/contract.ts';
import { createOfficeOverviewFeature } from './office-overview/feature.ts';
import { officeSettingsErrorDefinitions } from './office-settings/contract.ts';
import { createOfficeSettingsFeature } from './office-settings/feature.ts';
import { createOperationsFeature } from './operations/feature.ts';
import { noteOperatorAct } from './operations/operations.queries.ts';
import { periodErrorDefinitions } from './periods/contract.ts';
import { createPeriodsFeature } from './periods/feature.ts';
import { createPortalFeature } from './portal/feature.ts';
import { createPresenceFeature } from './presence/feature.ts';
import { reportErrorDefinitions } from './published-reports/contract.ts';
import { createPublishedReportsFeature } from './published-reports/feature.ts';
import { reportScheduleErrorDefinitions } from './report-schedules/contract.ts';
import { createReportSchedulesFeature } from './report-schedules/feature.ts';
import { reportKindErrorDefinitions } from './reports/contract.ts';
import { createReportsFeature } from './reports/feature.ts';
import { revaluationErrorDefinitions } from './revaluations/contract.ts';
import { createRevaluationsFeature } from './revaluations/feature.ts';
import { rulePackErrorDefinitions } from './rule-packs/contract.ts';
import { createRulePacksFeature } from './rule-packs/feature.ts';
import { viewErrorDefinitions } from './saved-views/contract.ts';
import { createSavedViewsFeature } from './saved-views/feature.ts';
import { createSearchFeature } from './search/feature.ts';
import { sourcesOfReports } from './sources-of-reports.ts';
import { statementErrorDefinitions } from './statements/contract.ts';
import { createStatementsFeature } from './statements/feature.ts';
import { exportErrorDefinitions } from './table-export-contract.ts';
import { voucherDeskErrorDefinitions } from './voucher-desk/contract.ts';
import { createVoucherDeskFeature } from './voucher-desk/feature.ts';
import { voucherImportErrorDefinitions } from './voucher-import/contract.ts';
import { createVoucherImportFeature } from './voucher-import/feature.ts';
import { webhookErrorDefinitions } from './webhooks/contract.ts';
import { createWebhooksFeature } from './webhooks/feature.ts';
import { announceByWebhook } from './webhooks/follow-books.ts';
import { workActErrorDefinitions } from './work-acts/contract.ts';
import { createWorkActsFeature } from './work-acts/feature.ts';

/** Every expected refusal, by code; docs/errors.md lists the same. */
export const errorCatalogue = {
  ...platformErrorDefinitions,
  ...identityErrorDefinitions,
  ...clientErrorDefinitions,
  ...documentErrorDefinitions,
  ...documentDeskErrorDefinitions,
  ...documentLinkErrorDefinitions,
  ...documentViewErrorDefinitions,
  ...ledgerErrorDefinitions,
  ...chartErrorDefinitions,
  ...exchangeRateErrorDefinitions,
  ...revaluationErrorDefinitions,
  ...overviewErrorDefinitions,
  ...officeSettingsErrorDefinitions,
  ...requestErrorDefinitions,
  ...reportErrorDefinitions,
  ...reportKindErrorDefinitions,
  ...firstRunErrorDefinitions,
  ...demoErrorDefinitions,
  ...notificationErrorDefinitions,
  ...periodErrorDefinitions,
  ...exportErrorDefinitions,
  ...viewErrorDefinitions,
  ...voucherDeskErrorDefinitions,
  ...workActErrorDefinitions,
  ...voucherImportErrorDefinitions,
  ...statementErrorDefinitions,
  ...bookErrorDefinitions,
  ...integrationErrorDefinitions,
  ...webhookErrorDefinitions,
  ...apiKeyErrorDefinitions,
  ...mailOutboxErrorDefinitions,
  ...reportScheduleErrorDefinitions,
  ...bankStatementErrorDefinitions,
  ...issuedInvoiceErrorDefinitions,
  ...rulePackErrorDefinitions,
};

/** Makes the features; the ledger comes first, the others write into it through its service. */
export function createFeatures(deps: FeatureDeps): readonly Feature[] {
  const settings = createOfficeSettingsFeature(deps);
  const exporting = { ...deps, letterhead: settings.letterhead };
  const rates = createExchangeRatesFeature(deps);
  const webhooks = createWebhooksFeature(deps);
  const ledger = createLedgerFeature(exporting, rates.service);
  const outbox = createMailOutboxFeature(deps);
  const identity = createIdentityFeature({ ...exporting, outbox: outbox.service });
  const rulePacks = createRulePacksFeature({ ...deps, noteOperatorAct });
  const documents = createDocumentIntakeFeature(deps, ledger.service, rulePacks.judge);
  const reports = createReportsFeature(exporting, sourcesOfReports);
  const sending = { reports: reports.service, mail: outbox.service, emit: webhooks.service.emit };
  const bank = createBankStatementsFeature(exporting);
  const services = { documents: documents.service, ledger: ledger.service, rights: identity.rights };
  const features: Feature[] = [
    identity,
    createClientsFeature(exporting, ledger.service),
    documents,
    createDocumentDeskFeature(exporting),
    createDocumentLinksFeature(deps, { documents: documents.service, ledger: ledger.service }),
    createDocumentViewFeature(deps),
    ledger.feature,
    rates.feature,
    rulePacks.feature,
    createRevaluationsFeature(deps, { ledger: ledger.service, rates: rates.service }),
    createBooksFeature(exporting, sumByAccount),
    createStatementsFeature({ ...exporting, lines: linesOfAccounts }),
    createChartFeature(exporting, { lockChart, sumByAccount }),
    createVoucherDeskFeature(deps, { ledger: ledger.service, rates: rates.service }),
    createWorkActsFeature(deps, services),
    createVoucherImportFeature({ ...exporting, ledger: ledger.service, rights: identity.rights }),
    createOfficeOverviewFeature(exporting),
    settings.feature,
    createPresenceFeature(deps),
    createClientRequestsFeature({
      db: deps.db,
      clock: deps.clock,
      tell: (trx, request) =>
        mailClientRequest({ outbox: outbox.service, publicUrl: deps.publicUrl }, trx, request),
    }),
    createPortalFeature(deps),
    createPublishedReportsFeature(exporting, { load: loadMizan, columns: mizanColumns }),
    reports.feature,
    createReportSchedulesFeature(deps, sending),
    createDemoOfficeFeature(deps, (userId) => accessCacheOf(deps.db).forgetUser(userId)),
    createFirstRunFeature({ db: deps.db, clock: deps.clock, offices: officesOfFirstRun(deps) }),
    createNotificationsFeature({ ...deps, outbox: outbox.service }),
    createPeriodsFeature(deps, { ledger: ledger.service, rights: identity.rights }),
    createIntegrationsFeature({
      ...deps,
      documents: documents.service,
      statements: bank.service,
      webhooks: webhooks.service,
      connectors: connectorsOf(deps, outbox.service),
      lookAtRates: rates.look,
    }),
    createSearchFeature(deps),
    createSavedViewsFeature(deps),
    webhooks.feature,
    createApiKeysFeature({ ...deps, forget: (userId) => accessCacheOf(deps.db).forgetUser(userId) }),
    outbox.feature,
    bank.feature,
    createIssuedInvoicesFeature({ ...deps, documents: documents.service, judge: rulePacks.judge }),
  ];
  announceByWebhook(webhooks.service, { ledger: ledger.service, documents: documents.service });
  return [...features, createOperationsFeature(deps, features)];
}

/** Every far side that an office can connect. */
function connectorsOf(deps: FeatureDeps, outbox: MailOutboxService): readonly SyncConnector[] {
  return [
    mailboxConnector({ clock: deps.clock, reach: deps.outboundReach, recordBounce: outbox.recordBounce }),
    sftpConnector(deps.outboundReach),
    watchedFolderConnector(deps.watchRoot),
    createEInvoiceConnector(deps),
  ];
}

const officesOfFirstRun = (deps: FeatureDeps): Parameters<typeof createFirstRunFeature>[0]['offices'] => ({
  hashOf: hashOfStrongPassword,
  createOffice: (office) => createOfficeWithOwner(deps, office),
});

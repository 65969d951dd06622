/** The permission table: complete for every contract, and as narrow as each role. */
import { expect, it } from 'vitest';
import { apiKeysContract, KEY_PERMISSIONS } from '../api-keys/contract.ts';
import { bankStatementsContract } from '../bank-statements/contract.ts';
import { chartContract } from '../chart/contract.ts';
import { clientRequestsContract } from '../client-requests/contract.ts';
import { clientsContract } from '../clients/contract.ts';
import { demoOfficeContract } from '../demo-office/contract.ts';
import { documentIntakeContract } from '../document-intake/contract.ts';
import { documentLinksContract } from '../document-links/contract.ts';
import { exchangeRatesContract } from '../exchange-rates/contract.ts';
import { firstRunContract } from '../first-run/contract.ts';
import { integrationsContract } from '../integrations/contract.ts';
import { issuedInvoicesContract } from '../issued-invoices/contract.ts';
import { ledgerContract } from '../ledger/contract.ts';
import { mailOutboxContract } from '../mail-outbox/contract.ts';
import { notificationsContract } from '../notifications/contract.ts';
import { officeOverviewContract } from '../office-overview/contract.ts';
import { officeSettingsContract } from '../office-settings/contract.ts';
import { periodsContract } from '../periods/contract.ts';
import { portalContract } from '../portal/contract.ts';
import { publishedReportsContract } from '../published-reports/contract.ts';
import { reportSchedulesContract } from '../report-schedules/contract.ts';
import { reportsContract } from '../reports/contract.ts';
import { revaluationsContract } from '../revaluations/contract.ts';
import { officialRulesContract } from '../rule-packs/contract.ts';
import { savedViewsContract } from '../saved-views/contract.ts';
import { searchContract } from '../search/contract.ts';
import { statementsContract } from '../statements/contract.ts';
import { voucherDeskContract } from '../voucher-desk/contract.ts';
import { voucherImportContract } from '../voucher-import/contract.ts';
import { webhooksContract } from '../webhooks/contract.ts';
import { workActsContract } from '../work-acts/contract.ts';
import { identityContract, role } from './contract.ts';
import { mayDo, permissionsOf, portalPartsOf } from './permissions.ts';

const routes = Object.values({
  ...identityContract,
  ...clientsContract,
  ...documentIntakeContract,
  ...documentLinksContract,
  ...officialRulesContract,
  ...ledgerContract,
  ...voucherDeskContract,
  ...chartContract,
  ...exchangeRatesContract,
  ...revaluationsContract,
  ...officeOverviewContract,
  ...officeSettingsContract,
  ...clientRequestsContract,
  ...portalContract,
  ...publishedReportsContract,
  ...reportsContract,
  ...reportSchedulesContract,
  ...firstRunContract,
  ...demoOfficeContract,
  ...notificationsContract,
  ...periodsContract,
  ...searchContract,
  ...savedViewsContract,
  ...workActsContract,
  ...voucherImportContract,
  ...statementsContract,
  ...issuedInvoicesContract,
  ...integrationsContract,
  ...webhooksContract,
  ...apiKeysContract,
  ...bankStatementsContract,
  ...mailOutboxContract,
});
const declared = new Set<string>(
  routes.map(({ permission }) => permission).filter((name) => name !== 'public' && name !== 'signed-in'),
);

it('every permission that a route declares stands in the table', () => {
  expect([...declared].filter((name) => !role.options.some((held) => mayDo(held, name)))).toEqual([]);
});

it('every permission of an office in the table is asked for by some route', () => {
  const held = role.options
    .flatMap((name) => permissionsOf(name))
    .filter((name) => !name.startsWith('operations:'));
  expect([...new Set(held)].filter((name) => !declared.has(name))).toEqual([]);
});

it('an owner may do everything that any route of an office asks for, but the pages that are the client user’s own', () => {
  const ofOffice = [...declared].filter((name) => !name.startsWith('portal:'));
  expect(ofOffice.filter((name) => !mayDo('owner', name))).toEqual([]);
});

it('only an owner may choose who enters the office, and settle its rules', () => {
  expect(role.options.filter((name) => mayDo(name, 'office:write'))).toEqual(['owner']);
  expect(role.options.filter((name) => mayDo(name, 'member:write'))).toEqual(['owner']);
});

it('months are closed by those who post, not by those who prepare', () => {
  expect(role.options.filter((name) => mayDo(name, 'period:close'))).toEqual(['owner', 'accountant']);
  expect(role.options.filter((name) => mayDo(name, 'voucher:post'))).toEqual(['owner', 'accountant']);
});

it('a client user has the portal and may upload, and nothing else', () => {
  expect(permissionsOf('client')).toEqual([
    'portal:read',
    'portal:documents',
    'document:upload',
    'portal:requests',
    'portal:answer',
    'portal:reports',
  ]);
});

it('a part of the portal that is not given takes its permissions away, and nobody else’s', () => {
  expect(permissionsOf('client', ['requests'])).toEqual(['portal:read', 'portal:requests', 'portal:answer']);
  expect(permissionsOf('staff', [])).toEqual(permissionsOf('staff'));
});

it('whoever was given no parts has all of them, and a part of a later release opens nothing', () => {
  expect(portalPartsOf(null)).toEqual(['documents', 'upload', 'requests', 'reports']);
  expect(portalPartsOf(['reports', 'payroll'])).toEqual(['reports']);
});

it('a platform administrator sees nothing of the books', () => {
  expect([...declared].filter((name) => mayDo('platform', name))).toEqual([]);
});

it('a key can be given what its maker has, and nothing of people, keys, settings or the installation', () => {
  expect(KEY_PERMISSIONS.filter((name) => !mayDo('owner', name))).toEqual([]);
  const never = [
    'office:write',
    'member:write',
    'member:read',
    'integration:write',
    'demo:remove',
    'operations:read',
    'operations:act',
  ];
  expect(KEY_PERMISSIONS.filter((name) => never.includes(name) || name.startsWith('portal:'))).toEqual([]);
  // What an owner has is in one of the two: a permission that is new is thought of.
  expect([...KEY_PERMISSIONS, ...never].sort()).toEqual(
    [...permissionsOf('owner'), 'operations:read', 'operations:act'].sort(),
  );
});

/** The pages of the office as a whole, beside those of its work: what comes in and goes out, its people, its settings. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from './i18n/page-texts.ts';
import { office } from './office-route.tsx';
import { textIn } from './search-params.ts';

const rates = createRoute({
  getParentRoute: () => office,
  path: '/kurlar',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'ay', 'birim'),
  component: lazyRouteComponent(
    () => withTexts(['rates'], import('./features/rates/rates-page.tsx')),
    'RatesPage',
  ),
});
const reports = createRoute({
  getParentRoute: () => office,
  path: '/raporlar',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'rapor', 'mukellef', 'bas', 'son', 'hesap', 'vkn', 'kademe'),
  component: lazyRouteComponent(
    () => withTexts(['reports'], import('./features/reports/reports-page.tsx')),
    'ReportsPage',
  ),
});
const reportSchedules = createRoute({
  getParentRoute: () => office,
  path: '/raporlar/zamanlanmis',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'gorunum', 'plan', 'kayit', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['reportSchedules'], import('./features/report-schedules/schedules-page.tsx')),
    'SchedulesPage',
  ),
});
const tray = createRoute({
  getParentRoute: () => office,
  path: '/tepsi',
  component: lazyRouteComponent(
    () => withTexts(['desk', 'documents'], import('./features/desk/tray-page.tsx')),
    'TrayPage',
  ),
});
const security = createRoute({
  getParentRoute: () => office,
  path: '/guvenlik',
  component: lazyRouteComponent(
    () => withTexts(['account', 'admin'], import('./features/security/security-page.tsx')),
    'SecurityPage',
  ),
});
const officeSettings = createRoute({
  getParentRoute: () => office,
  path: '/ofis-ayarlari',
  component: lazyRouteComponent(
    () => withTexts(['account', 'admin'], import('./features/office-settings/office-settings-page.tsx')),
    'OfficeSettingsPage',
  ),
});
const machines = createRoute({
  getParentRoute: () => office,
  path: '/ofis-ayarlari/makineler',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'webhook'),
  component: lazyRouteComponent(
    () => withTexts(['admin', 'account', 'machines'], import('./features/machines/machines-page.tsx')),
    'MachinesPage',
  ),
});
const requests = createRoute({
  getParentRoute: () => office,
  path: '/istekler',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'mukellef', 'durum', 'istek', 'yeni', 'belge'),
  component: lazyRouteComponent(
    () => withTexts(['requests'], import('./features/requests/requests-page.tsx')),
    'RequestsPage',
  ),
});
const integrations = createRoute({
  getParentRoute: () => office,
  path: '/entegrasyonlar',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'gorunum', 'yeni'),
  component: lazyRouteComponent(
    () => withTexts(['integrations'], import('./features/integrations/integrations-page.tsx')),
    'IntegrationsPage',
  ),
});
const integration = createRoute({
  getParentRoute: () => office,
  path: '/entegrasyonlar/$integrationId',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'calisma'),
  component: lazyRouteComponent(
    () => withTexts(['integrations'], import('./features/integrations/integration-page.tsx')),
    'IntegrationPage',
  ),
});
const outgoingMails = createRoute({
  getParentRoute: () => office,
  path: '/giden-postalar',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'durum', 'amac', 'ara', 'kaynak', 'mukellef', 'posta'),
  component: lazyRouteComponent(
    () => withTexts(['outgoingMails'], import('./features/outgoing-mails/outgoing-mails-page.tsx')),
    'OutgoingMailsPage',
  ),
});
const members = createRoute({
  getParentRoute: () => office,
  path: '/kullanicilar',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'gorunum'),
  component: lazyRouteComponent(
    () => withTexts(['account', 'admin'], import('./features/members/members-page.tsx')),
    'MembersPage',
  ),
});
const audit = createRoute({
  getParentRoute: () => office,
  path: '/denetim-izi',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'kayit', 'kim', 'islem', 'mukellef', 'bas', 'son', 'ara', 'sirala', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['audit'], import('./features/audit/audit-page.tsx')),
    'AuditPage',
  ),
});

const operations = createRoute({
  getParentRoute: () => office,
  path: '/isletim',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'bolum', 'durum'),
  component: lazyRouteComponent(
    () => withTexts(['operations'], import('./features/operations/operations-page.tsx')),
    'OperationsPage',
  ),
});

export const officePages = [
  rates,
  reports,
  reportSchedules,
  tray,
  security,
  officeSettings,
  machines,
  requests,
  integrations,
  integration,
  outgoingMails,
  members,
  audit,
  operations,
] as const;

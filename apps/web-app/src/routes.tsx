/** Every page and its address; pages are loaded when they are first opened. */
import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { onSignedOut, signedInMe } from './api/session.ts';
import { mayBeSignedIn } from './api/sign-in-hint.ts';
import { FILTER_PARAMS } from './features/desk/filter-address.ts';
import { withTexts } from './i18n/page-texts.ts';
import { officePages } from './office-pages.tsx';
import { office } from './office-route.tsx';
import { portalTree } from './portal-routes.tsx';
import { root } from './root-route.tsx';
import { readSearch, textIn, writeSearch } from './search-params.ts';
import { rememberedMonth, rememberMonth } from './shell/client-month/month-memory.ts';
import { CrashPage } from './shell/crash-page.tsx';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/giris',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'donus'),
  component: lazyRouteComponent(
    () => withTexts(['account'], import('./features/sign-in/sign-in-page.tsx')),
    'SignInPage',
  ),
});
const forgot = createRoute({
  getParentRoute: () => root,
  path: '/parola-unuttum',
  component: lazyRouteComponent(
    () => withTexts(['account'], import('./features/sign-in/forgot-page.tsx')),
    'ForgotPage',
  ),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/parola-sifirla',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'token'),
  component: lazyRouteComponent(
    () => withTexts(['account'], import('./features/sign-in/reset-page.tsx')),
    'ResetPage',
  ),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/davet',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'token'),
  component: lazyRouteComponent(
    () => withTexts(['account', 'admin'], import('./features/invitation/invitation-page.tsx')),
    'InvitationPage',
  ),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/kurulum',
  beforeLoad: async () => {
    const me = await signedInMe();
    if (me !== null && me.role !== 'owner') throw redirect({ to: '/', replace: true });
    return { me };
  },
  component: lazyRouteComponent(
    () =>
      withTexts(
        ['account', 'admin', 'clients', 'documents', 'firstRun'],
        import('./features/first-run/setup-page.tsx'),
      ),
    'SetupPage',
  ),
});

const home = createRoute({
  getParentRoute: () => office,
  path: '/',
  beforeLoad: ({ context }) => {
    const may = (permission: string) => context.me.permissions.includes(permission);
    // The office begins with its month. Who runs the installation sees no books; how it runs is theirs.
    if (may('voucher:write')) throw redirect({ to: '/ofis', replace: true });
    throw redirect({ to: may('client:read') ? '/mukellefler' : '/isletim', replace: true });
  },
});
const officeOverview = createRoute({
  getParentRoute: () => office,
  path: '/ofis',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'donem', 'suzgec', 'ara', 'sirala', 'grup', 'kapali', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['clients', 'firstRun', 'month', 'office'], import('./features/office/office-page.tsx')),
    'OfficePage',
  ),
});
const clients = createRoute({
  getParentRoute: () => office,
  path: '/mukellefler',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'ara', 'sirala', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['clients'], import('./features/clients/clients-page.tsx')),
    'ClientsPage',
  ),
});
const client = createRoute({
  getParentRoute: () => office,
  path: '/mukellefler/$clientId',
  // The month is kept from page to page; coming back to a client finds the one chosen in this visit.
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'donem'),
  search: { middlewares: [retainSearchParams(['donem'])] },
  beforeLoad: ({ params: { clientId }, search: { donem }, preload }) => {
    const month = rememberedMonth(clientId);
    if (donem === undefined && month !== null)
      throw redirect({ to: '.', search: (now) => ({ ...now, donem: month }), replace: true });
    if (donem !== undefined && !preload) rememberMonth(clientId, donem);
  },
  component: lazyRouteComponent(
    () => withTexts(['month'], import('./shell/client-month/client-route.tsx')),
    'ClientRoute',
  ),
});
const clientHome = createRoute({
  getParentRoute: () => client,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/mukellefler/$clientId/belgeler', params, replace: true });
  },
});
const documents = createRoute({
  getParentRoute: () => client,
  path: '/belgeler',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'durum', 'ara', 'belge', 'satir', 'yol', 'donem', 'sutun', 'sirala', ...FILTER_PARAMS),
  component: lazyRouteComponent(
    () => withTexts(['documents'], import('./features/documents/documents-page.tsx')),
    'DocumentsPage',
  ),
});
const review = createRoute({
  getParentRoute: () => client,
  path: '/inceleme',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'belge', 'onay', 'satir', 'yol'),
  component: lazyRouteComponent(
    () =>
      withTexts(
        ['acts', 'documents', 'invoice', 'ledger', 'presence', 'review'],
        import('./features/review/review-page.tsx'),
      ),
    'ReviewPage',
  ),
});
const officeReview = createRoute({
  getParentRoute: () => office,
  path: '/inceleme',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'belge', 'sira', 'kimin', 'donem', 'onay', 'satir', 'yol'),
  component: lazyRouteComponent(
    () =>
      withTexts(
        ['acts', 'documents', 'invoice', 'ledger', 'month', 'presence', 'review'],
        import('./features/review/office-review-page.tsx'),
      ),
    'OfficeReviewPage',
  ),
});
const card = createRoute({
  getParentRoute: () => client,
  path: '/kart',
  component: lazyRouteComponent(
    () => withTexts(['account', 'admin', 'card'], import('./features/client-card/card-page.tsx')),
    'CardPage',
  ),
});
const vouchers = createRoute({
  getParentRoute: () => client,
  path: '/fisler',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'durum', 'ara', 'bas', 'son', 'sirala', 'sutun', 'kapanis'),
  component: lazyRouteComponent(
    () => withTexts(['ledger'], import('./features/vouchers/vouchers-page.tsx')),
    'VouchersPage',
  ),
});
const voucher = createRoute({
  getParentRoute: () => client,
  path: '/fisler/$voucherId',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'duzenle'),
  component: lazyRouteComponent(
    () => withTexts(['documents', 'ledger', 'review'], import('./features/vouchers/voucher-page.tsx')),
    'VoucherPage',
  ),
});
const newVoucher = createRoute({
  getParentRoute: () => client,
  path: '/fisler/yeni',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'taslak', 'tur', 'tarih'),
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'review'], import('./features/vouchers/new-voucher-page.tsx')),
    'NewVoucherPage',
  ),
});
const voucherImport = createRoute({
  getParentRoute: () => client,
  path: '/fisler/aktar',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'aktarim'),
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'voucherImport'], import('./features/voucher-import/import-page.tsx')),
    'VoucherImportPage',
  ),
});
const bank = createRoute({
  getParentRoute: () => client,
  path: '/banka',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'hesap', 'gorunum', 'ara', 'bas', 'son', 'yon', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['bank'], import('./features/bank/bank-page.tsx')),
    'BankPage',
  ),
});
const issuedInvoices = createRoute({
  getParentRoute: () => client,
  path: '/fatura-kes',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'durum', 'ara', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['issuedInvoices'], import('./features/issued-invoices/issued-page.tsx')),
    'IssuedPage',
  ),
});
const issuedInvoice = createRoute({
  getParentRoute: () => client,
  path: '/fatura-kes/fatura',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'fatura', 'kopya', 'iade'),
  component: lazyRouteComponent(
    () => withTexts(['admin', 'issuedInvoices'], import('./features/issued-invoices/invoice-page.tsx')),
    'InvoicePage',
  ),
});
const voucherLines = createRoute({
  getParentRoute: () => client,
  path: '/fisler/satirlar',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'ara', 'bas', 'son', 'hesap', 'sirala', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['ledger'], import('./features/vouchers/voucher-lines-page.tsx')),
    'VoucherLinesPage',
  ),
});
const mizan = createRoute({
  getParentRoute: () => client,
  path: '/mizan',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'bas', 'son', 'kbas', 'kson', 'duzey', 'kapali', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['ledger'], import('./features/mizan/mizan-page.tsx')),
    'MizanPage',
  ),
});
const account = createRoute({
  getParentRoute: () => client,
  path: '/mizan/$accountCode',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'bas', 'son', 'duzey', 'kapali', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['ledger'], import('./features/mizan/account-page.tsx')),
    'AccountPage',
  ),
});
const ofStatements = (search: Record<string, unknown>) =>
  textIn(search, 'bas', 'son', 'kbas', 'kson', 'bos', 'hesap', 'vkn', 'gorunum', 'sutun');
const books = createRoute({
  getParentRoute: () => client,
  path: '/defterler/$kitap',
  validateSearch: ofStatements,
  component: lazyRouteComponent(
    () => withTexts(['books', 'ledger', 'statements'], import('./features/books/books-page.tsx')),
    'BooksPage',
  ),
});
const bilanco = createRoute({
  getParentRoute: () => client,
  path: '/defterler/bilanco',
  validateSearch: ofStatements,
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'statements'], import('./features/statements/bilanco-page.tsx')),
    'BilancoPage',
  ),
});
const gelirTablosu = createRoute({
  getParentRoute: () => client,
  path: '/defterler/gelir-tablosu',
  validateSearch: ofStatements,
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'statements'], import('./features/statements/gelir-tablosu-page.tsx')),
    'GelirTablosuPage',
  ),
});
const cari = createRoute({
  getParentRoute: () => client,
  path: '/defterler/cari',
  validateSearch: ofStatements,
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'statements'], import('./features/statements/cari-page.tsx')),
    'CariPage',
  ),
});
const yaslandirma = createRoute({
  getParentRoute: () => client,
  path: '/defterler/yaslandirma',
  validateSearch: ofStatements,
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'statements'], import('./features/statements/aging-page.tsx')),
    'AgingPage',
  ),
});
const officeMizan = createRoute({
  getParentRoute: () => office,
  path: '/ofis/mizan',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'donem', 'suzgec', 'ara', 'sirala', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['ledger', 'statements'], import('./features/statements/office-mizan-page.tsx')),
    'OfficeMizanPage',
  ),
});
const chart = createRoute({
  getParentRoute: () => client,
  path: '/hesap-plani',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'ara', 'kapali', 'hesap', 'sutun'),
  component: lazyRouteComponent(
    () => withTexts(['chart'], import('./features/chart/chart-page.tsx')),
    'ChartPage',
  ),
});
const periods = createRoute({
  getParentRoute: () => client,
  path: '/donemler',
  validateSearch: (search: Record<string, unknown>) =>
    textIn(search, 'yil', 'bolum', 'ay', 'sutun', 'kapanis'),
  component: lazyRouteComponent(
    () => withTexts(['month', 'periods'], import('./features/periods/periods-page.tsx')),
    'PeriodsPage',
  ),
});
const revaluation = createRoute({
  getParentRoute: () => client,
  path: '/kur-degerleme',
  validateSearch: (search: Record<string, unknown>) => textIn(search, 'tarih'),
  component: lazyRouteComponent(
    () => withTexts(['rates'], import('./features/revaluation/revaluation-page.tsx')),
    'RevaluationPage',
  ),
});
const routeTree = root.addChildren([
  signIn,
  setup,
  forgot,
  invitation,
  reset,
  office.addChildren([
    home,
    officeOverview,
    officeMizan,
    officeReview,
    clients,
    client.addChildren([
      clientHome,
      card,
      documents,
      review,
      vouchers,
      newVoucher,
      voucherImport,
      voucherLines,
      bank,
      issuedInvoices,
      issuedInvoice,
      voucher,
      chart,
      mizan,
      periods,
      revaluation,
      account,
      books,
      bilanco,
      gelirTablosu,
      cari,
      yaslandirma,
    ]),
    ...officePages,
  ]),
  portalTree,
]);

export const router = createRouter({
  routeTree,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultErrorComponent: CrashPage,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Asks for the files of the page that is opened first while it is still found out who is there: both take a way to the server. */
export function loadFirstPage(): void {
  if (!mayBeSignedIn()) return;
  // What fails here, fails again where it is needed, and is told there.
  signedInMe().catch(() => undefined);
  for (const match of router.matchRoutes(router.latestLocation)) {
    const id: keyof typeof router.routesById = match.routeId;
    router.routesById[id].options.component?.preload?.()?.catch(() => undefined);
  }
}

// A session may end in the background (signed out elsewhere): the page then asks to sign in and comes back here.
onSignedOut(async () => {
  const { href, pathname } = router.state.location;
  if (pathname.startsWith('/giris') || pathname.startsWith('/parola') || pathname.startsWith('/davet'))
    return;
  await router.navigate({ to: '/giris', search: { donus: href } });
});

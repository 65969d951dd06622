/** The pages of a client user and their addresses. */
import { createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { queryClient, signedInMe } from './api/session.ts';
import { withTexts } from './i18n/page-texts.ts';
import { root } from './root-route.tsx';

const portal = createRoute({
  getParentRoute: () => root,
  path: '/portal',
  beforeLoad: async ({ location }) => {
    const me = await signedInMe();
    if (me === null) throw redirect({ to: '/giris', search: { donus: location.href }, replace: true });
    if (me.role !== 'client') throw redirect({ to: '/', replace: true });
    // The frame's places are those of a company: they are there with the page, and nothing moves.
    const { portalQuery } = await import('./features/portal/portal-queries.ts');
    await queryClient.prefetchQuery(portalQuery);
    return { me };
  },
  component: lazyRouteComponent(
    () => withTexts(['portal'], import('./features/portal/portal-shell.tsx')),
    'PortalShell',
  ),
});
const portalHome = createRoute({
  getParentRoute: () => portal,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { portalQuery } = await import('./features/portal/portal-queries.ts');
    const { placesFor } = await import('./features/portal/places.ts');
    const { clients } = await queryClient.ensureQueryData(portalQuery);
    const [first] = clients;
    const [place] = placesFor(context.me.permissions);
    // What waits for the person comes first.
    const waiting = clients.find((each) => each.openRequests > 0);
    if (waiting !== undefined)
      throw redirect({ to: '/portal/$clientId/istenenler', params: { clientId: waiting.id }, replace: true });
    if (first !== undefined && place !== undefined)
      throw redirect({ to: place.to, params: { clientId: first.id }, replace: true });
  },
  component: lazyRouteComponent(
    () => withTexts(['portal'], import('./features/portal/no-company-page.tsx')),
    'NoCompanyPage',
  ),
});
const portalClient = createRoute({
  getParentRoute: () => portal,
  path: '/$clientId',
  beforeLoad: async ({ params, location, context }) => {
    const { placesFor } = await import('./features/portal/places.ts');
    const asked = location.pathname.replace(/\/$/, '').replace(`/portal/${params.clientId}`, '');
    const open = placesFor(context.me.permissions);
    const [first] = open;
    // The company itself, and a place that the office did not open: the first one that it did.
    if (first !== undefined && !open.some(({ to }) => to === `/portal/$clientId${asked}`))
      throw redirect({ to: first.to, params, replace: true });
  },
  component: Outlet,
});
const portalSent = createRoute({
  getParentRoute: () => portalClient,
  path: '/belgelerim',
  component: lazyRouteComponent(
    () => withTexts(['portal'], import('./features/portal/sent-page.tsx')),
    'SentPage',
  ),
});
const portalSend = createRoute({
  getParentRoute: () => portalClient,
  path: '/yukle',
  component: lazyRouteComponent(
    () => withTexts(['documents', 'portal'], import('./features/portal/send-page.tsx')),
    'SendPage',
  ),
});
const portalAsked = createRoute({
  getParentRoute: () => portalClient,
  path: '/istenenler',
  component: lazyRouteComponent(
    () => withTexts(['portal'], import('./features/portal/asked-page.tsx')),
    'AskedPage',
  ),
});
const portalReports = createRoute({
  getParentRoute: () => portalClient,
  path: '/raporlarim',
  component: lazyRouteComponent(
    () => withTexts(['portal'], import('./features/portal/reports-page.tsx')),
    'ReportsPage',
  ),
});
const portalAccount = createRoute({
  getParentRoute: () => portal,
  path: '/hesabim',
  component: lazyRouteComponent(
    () => withTexts(['account', 'admin'], import('./features/security/security-page.tsx')),
    'SecurityPage',
  ),
});

export const portalTree = portal.addChildren([
  portalHome,
  portalAccount,
  portalClient.addChildren([portalSent, portalSend, portalAsked, portalReports]),
]);

/** The frame around all pages of an office: who is signed in, and whether they belong here. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { signedInMe } from './api/session.ts';
import { root } from './root-route.tsx';

export const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  beforeLoad: async ({ location }) => {
    const me = await signedInMe();
    if (me === null) throw redirect({ to: '/giris', search: { donus: location.href }, replace: true });
    // A client user has pages of their own, and these are none of them.
    if (me.role === 'client') throw redirect({ to: '/portal', replace: true });
    // The office requires a second factor that is not there yet: setting it up comes before everything else.
    if (me.secondFactorMissing && location.pathname !== '/guvenlik')
      throw redirect({ to: '/guvenlik', replace: true });
    return { me };
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

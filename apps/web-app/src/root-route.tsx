/** The route that every other one hangs on. */
import { createRootRoute, Outlet } from '@tanstack/react-router';
import { NotFoundPage } from './shell/crash-page.tsx';

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

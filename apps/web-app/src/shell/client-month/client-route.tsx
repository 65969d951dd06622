/** What all pages of a client stand in: the bar of its month, and what is said where the client is not of this office. */
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { asProblem } from '../../api/problem.ts';
import { clientQuery } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import classes from './client-bar.module.css';

// The page is drawn first; the bar has its place and comes a moment later.
const ClientBar = lazy(() => import('./client-bar.tsx').then((part) => ({ default: part.ClientBar })));
const ClientMissing = lazy(() =>
  import('./client-missing.tsx').then((part) => ({ default: part.ClientMissing })),
);
// Few people work in several offices: the others never load this.
const OtherOffice = lazy(() => import('./other-office.tsx').then((part) => ({ default: part.OtherOffice })));

export function ClientRoute() {
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId' });
  const { error } = useQuery(clientQuery(clientId));
  const offices = useMe()?.offices.length ?? 0;
  const missing = error !== null && ['CLIENT_NOT_FOUND', 'VALIDATION_FAILED'].includes(asProblem(error).code);
  if (missing && offices > 1)
    return (
      <Suspense fallback={null}>
        <OtherOffice clientId={clientId} />
      </Suspense>
    );
  if (missing)
    return (
      <Suspense fallback={null}>
        <ClientMissing />
      </Suspense>
    );
  return (
    <>
      <Suspense fallback={<div className={classes.bar} />}>
        <ClientBar clientId={clientId} />
      </Suspense>
      <Outlet />
    </>
  );
}

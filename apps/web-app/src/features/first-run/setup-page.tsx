/** The guided start: owner, office, first client, first upload; each step saved where it belongs, so one may leave it. */
import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation, useNavigate, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Door } from '../sign-in/door.tsx';
import { ClientStep } from './client-step.tsx';
import { type FirstRun, firstStepsQuery, isFirstRunQuery } from './first-run-queries.ts';
import { CodeStep, OfficeStep, OwnerStep } from './owner-steps.tsx';
import { UploadStep } from './upload-step.tsx';

/** Nobody is signed in: the code opens owner and office. */
function BeforeTheOffice({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The operator's link carries the code behind "#", which the browser sends to no server.
  const given = useLocation({ select: ({ hash }) => new URLSearchParams(hash).get('kod') });
  const [entered, setEntered] = useState<{ code: string; state: FirstRun } | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const firstRun = useQuery(isFirstRunQuery);
  if (firstRun.isError)
    return (
      <Door title={t('firstRun.title')}>
        <ProblemNote error={firstRun.error} onRetry={() => void firstRun.refetch()} />
      </Door>
    );
  if (firstRun.isPending)
    return (
      <Door title={t('firstRun.title')}>
        <Skeleton height={120} />
      </Door>
    );
  if (!firstRun.data.open && entered === null)
    return (
      <Door title={t('firstRun.over')} hint={t('firstRun.overNext')}>
        <Link to="/giris">{t('firstRun.toSignIn')}</Link>
      </Door>
    );
  if (entered === null)
    return <CodeStep given={given} onCode={(code, state) => setEntered({ code, state })} />;
  const { code, state } = entered;
  if (state.step === 'owner' || state.owner === null)
    return (
      <OwnerStep
        code={code}
        known={state.owner}
        onDone={(next, typed) => {
          setPassword(typed);
          setEntered({ code, state: next });
        }}
      />
    );
  const enter = async (email: string) => {
    const signedIn =
      password === null
        ? null
        : await api.call('POST /auth/login', { body: { email, password } }).catch(() => null);
    if (signedIn?.status === 'signed-in') onSignedIn();
    else await navigate({ to: '/giris', search: { donus: '/kurulum' } });
  };
  return (
    <OfficeStep
      code={code}
      owner={state.owner}
      onBack={() => setEntered({ code, state: { ...state, step: 'owner' } })}
      onDone={(email) => void enter(email)}
    />
  );
}

/** The office is there: what it has decides which step comes next. */
function InTheOffice() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const clients = useInfiniteQuery(clientsQuery(''));
  const steps = useQuery(firstStepsQuery);
  const [first] = rowsOf(clients.data);
  if (steps.data?.over) return <Navigate to="/ofis" replace />;
  if (clients.isPending || steps.isPending)
    return (
      <Door title={t('firstRun.title')}>
        <Skeleton height={120} />
      </Door>
    );
  if (first === undefined)
    return (
      <ClientStep onDone={() => void clients.refetch()} onLater={() => void navigate({ to: '/ofis' })} />
    );
  return <UploadStep clientId={first.id} title={first.title} />;
}

export function SetupPage() {
  const { me } = useRouteContext({ from: '/kurulum' });
  const [signedIn, setSignedIn] = useState(me !== null);
  return signedIn ? <InTheOffice /> : <BeforeTheOffice onSignedIn={() => setSignedIn(true)} />;
}

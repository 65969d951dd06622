/** Coming into an office by the link of an invitation: with a new account, or with the one that is there. */
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { api, queryClient, signedInMe } from '../../api/session.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Door } from '../sign-in/door.tsx';
import { useMailedKey } from '../sign-in/mailed-key.ts';
import { keepInvitation, keptInvitation } from './kept-invitation.ts';

type Invitation = Answer<'POST /auth/invitation'>;

function useEnter() {
  const router = useRouter();
  return () => {
    keepInvitation(null);
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    router.history.replace('/');
  };
}

function NewAccount({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const enter = useEnter();
  const [name, setName] = useState(invitation.name);
  const [newPassword, setNewPassword] = useState('');
  const accept = useMutation({
    mutationFn: () =>
      api.call('POST /auth/invitation/accept', { body: { token, name: name.trim(), newPassword } }),
    onSuccess: enter,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate();
      }}
    >
      {accept.isError && <ProblemNote error={accept.error} />}
      <TextInput
        label={t('account.signIn.email')}
        type="email"
        autoComplete="username"
        readOnly
        value={invitation.email}
      />
      <TextInput
        label={t('admin.invitation.name')}
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NewPassword
        autoFocus
        label={t('account.signIn.password')}
        value={newPassword}
        onChange={setNewPassword}
      />
      <Button type="submit" size="sm" loading={accept.isPending} fullWidth>
        {t('admin.invitation.accept')}
      </Button>
    </form>
  );
}

function SignInFirst({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <div>
      <p>
        <strong>{t('admin.invitation.hasAccount', { email: invitation.email })}</strong>{' '}
        {t('admin.invitation.hasAccountNext')}
      </p>
      <Button
        size="sm"
        fullWidth
        autoFocus
        onClick={() => {
          keepInvitation(token);
          void router.navigate({ to: '/giris', search: { donus: '/davet' } });
        }}
      >
        {t('admin.invitation.signIn')}
      </Button>
    </div>
  );
}

function Join({ token, invitation, email }: { token: string; invitation: Invitation; email: string }) {
  const { t } = useTranslation();
  const enter = useEnter();
  const join = useMutation({
    mutationFn: () => api.call('POST /me/invitation', { body: { token } }),
    onSuccess: enter,
  });
  const leave = useMutation({
    mutationFn: async () => {
      keepInvitation(token);
      await api.logout();
    },
    // Begins anew as nobody: what was known of the session is gone with it.
    onSuccess: () => window.location.replace('/davet'),
  });
  if (email !== invitation.email) {
    return (
      <div>
        <p role="alert">
          <strong>{t('admin.invitation.asOther', { email })}</strong>{' '}
          {t('admin.invitation.asOtherNext', { invited: invitation.email })}
        </p>
        <Button size="sm" variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('admin.invitation.signOut')}
        </Button>
      </div>
    );
  }
  return (
    <div>
      {join.isError && <ProblemNote error={join.error} />}
      <p>{t('admin.invitation.joinHint', { email, office: invitation.office })}</p>
      <Button size="sm" fullWidth autoFocus loading={join.isPending} onClick={() => join.mutate()}>
        {t('admin.invitation.accept')}
      </Button>
    </div>
  );
}

function Opened({ token }: { token: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['invitation', token],
    // Each look counts towards a limit, so it is not asked again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // Who is signed in may be another by the next look.
    gcTime: 0,
    queryFn: async ({ signal }) => ({
      invitation: await api.call('POST /auth/invitation', { body: { token }, signal }),
      me: await signedInMe(),
    }),
  });
  if (query.isError) return <ProblemNote error={query.error} />;
  if (query.data === undefined) return <Skeleton height={220} aria-label={t('admin.invitation.reading')} />;
  const { invitation, me } = query.data;
  const { office, invitedBy } = invitation;
  return (
    <>
      <p>
        <strong>
          {invitedBy === null
            ? t('admin.invitation.fromOffice', { office })
            : t('admin.invitation.from', { office, who: invitedBy })}
        </strong>
        <br />
        <span className="soft">
          {t('admin.invitation.role', { role: t(`shell.roles.${invitation.role}`) })}
        </span>
      </p>
      {me !== null && <Join token={token} invitation={invitation} email={me.user.email} />}
      {me === null && !invitation.hasAccount && <NewAccount token={token} invitation={invitation} />}
      {me === null && invitation.hasAccount && <SignInFirst token={token} invitation={invitation} />}
    </>
  );
}

export function InvitationPage() {
  const { t } = useTranslation();
  const { token: asked } = useSearch({ from: '/davet' });
  const mailed = useMailedKey(asked);
  const [token] = useState(() => mailed ?? keptInvitation());
  return (
    <Door title={t('admin.invitation.title')}>
      {token === null ? (
        <p role="alert">
          <strong>{t('admin.invitation.noToken')}</strong> {t('admin.invitation.noTokenNext')}
        </p>
      ) : (
        <Opened token={token} />
      )}
      <Link to="/giris">{t('account.forgot.back')}</Link>
    </Door>
  );
}

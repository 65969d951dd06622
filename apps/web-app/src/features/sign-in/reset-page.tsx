/** Setting a new password with the key of a mailed link. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Door } from './door.tsx';

function ResetForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const [newPassword, setNewPassword] = useState('');
  const reset = useMutation({
    mutationFn: () => api.call('POST /auth/password/reset', { body: { token, newPassword } }),
  });
  if (reset.isSuccess) {
    return (
      <p role="status">
        <strong>{t('account.reset.done')}</strong> {t('account.reset.doneNext')}
      </p>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate();
      }}
    >
      {reset.isError && <ProblemNote error={reset.error} />}
      <PasswordInput
        label={t('account.reset.new')}
        description={t('account.reset.hint')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={10}
        autoFocus
        value={newPassword}
        visibilityToggleButtonProps={{ 'aria-label': t('account.signIn.show') }}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" loading={reset.isPending}>
        {t('account.reset.submit')}
      </Button>
    </form>
  );
}

export function ResetPage() {
  const { t } = useTranslation();
  const { token: asked } = useSearch({ from: '/parola-sifirla' });
  // Mailed links carry the key behind "#", which the browser sends to no server.
  const behindHash = useLocation({ select: ({ hash }) => new URLSearchParams(hash).get('token') });
  const token = asked ?? behindHash ?? undefined;
  return (
    <Door title={t('account.reset.title')}>
      {token === undefined ? (
        <p role="alert">
          <strong>{t('account.reset.noToken')}</strong> {t('account.reset.noTokenNext')}
        </p>
      ) : (
        <ResetForm token={token} />
      )}
      <Link to="/giris">{t('account.forgot.back')}</Link>
    </Door>
  );
}

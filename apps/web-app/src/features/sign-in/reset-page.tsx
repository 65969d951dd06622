/** Setting a new password with the key of a mailed link. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Door } from './door.tsx';
import { useMailedKey } from './mailed-key.ts';

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
      <NewPassword autoFocus label={t('account.reset.new')} value={newPassword} onChange={setNewPassword} />
      <Button type="submit" size="sm" loading={reset.isPending}>
        {t('account.reset.submit')}
      </Button>
    </form>
  );
}

export function ResetPage() {
  const { t } = useTranslation();
  const { token: asked } = useSearch({ from: '/parola-sifirla' });
  const token = useMailedKey(asked);
  return (
    <Door title={t('account.reset.title')}>
      {token === null ? (
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

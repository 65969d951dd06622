/** Asking for a link to reset the password; the answer never tells whether an account exists. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Door } from './door.tsx';

export function ForgotPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () => api.call('POST /auth/password/forgot', { body: { email: email.trim() } }),
  });
  return (
    <Door title={t('account.forgot.title')} hint={t('account.forgot.hint')}>
      {ask.isSuccess ? (
        <p role="status">
          <strong>{t('account.forgot.sent')}</strong> {t('account.forgot.sentNext')}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          {ask.isError && <ProblemNote error={ask.error} />}
          <TextInput
            label={t('account.signIn.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" loading={ask.isPending}>
            {t('account.forgot.submit')}
          </Button>
        </form>
      )}
      <Link to="/giris">{t('account.forgot.back')}</Link>
    </Door>
  );
}

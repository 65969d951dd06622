/** Changing the password; the other sessions end with it. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import classes from './security.module.css';

export function PasswordForm() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useMutation({
    mutationFn: () => api.call('POST /me/password', { body: { currentPassword, newPassword } }),
    onSuccess: () => {
      setCurrent('');
      setNew('');
      showDone(t('account.security.changed'));
      void cache.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      {change.isError && <ProblemNote error={change.error} />}
      <PasswordInput
        label={t('account.security.currentPassword')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={currentPassword}
        visibilityToggleButtonProps={{ 'aria-label': t('account.signIn.show') }}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <NewPassword label={t('account.reset.new')} value={newPassword} onChange={setNew} />
      <Button type="submit" loading={change.isPending}>
        {t('account.security.changePassword')}
      </Button>
    </form>
  );
}

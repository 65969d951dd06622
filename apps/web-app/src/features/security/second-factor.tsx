/** Turning the second factor on (QR, then a code) and off (password and a code). */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMe } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { CodeField } from '../sign-in/code-field.tsx';
import { RecoveryCodes, ShownCodes } from './recovery-codes.tsx';
import classes from './security.module.css';

function CurrentPassword({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t('account.security.currentPassword')}
      autoComplete="current-password"
      required
      withAsterisk={false}
      value={value}
      visibilityToggleButtonProps={{ 'aria-label': t('account.signIn.show') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function TurnOn({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const start = useMutation({
    mutationFn: () => api.call('POST /me/second-factor/start', { body: { password } }),
  });
  const confirm = useMutation({
    mutationFn: () => api.call('POST /me/second-factor/confirm', { body: { code } }),
    onSuccess: (answer) => {
      showDone(t('account.security.enabled'));
      onCodes(answer.recoveryCodes);
    },
  });
  if (start.data === undefined) {
    return (
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        {start.isError && <ProblemNote error={start.error} />}
        <p className="soft">{t('account.security.offHint')}</p>
        <CurrentPassword value={password} onChange={setPassword} />
        <Button type="submit" disabled={password === ''} loading={start.isPending}>
          {t('account.security.start')}
        </Button>
      </form>
    );
  }
  return (
    <form
      className={classes.factor}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      {/* An image of the picture's text: nothing in it can run, unlike markup put into the page. */}
      <img
        className={classes.qr}
        alt={t('account.security.qr')}
        width={180}
        height={180}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(start.data.qrSvg)}`}
      />
      <Stack gap="sm">
        {confirm.isError && <ProblemNote error={confirm.error} />}
        <p>{t('account.security.scan')}</p>
        <p className="soft">
          {t('account.security.secret')}: <code>{start.data.secret}</code>
        </p>
        <CodeField value={code} onChange={setCode} autoFocus />
        <Button type="submit" disabled={code.length !== 6} loading={confirm.isPending}>
          {t('account.security.confirm')}
        </Button>
      </Stack>
    </form>
  );
}

function TurnOff() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => api.call('POST /me/second-factor/remove', { body: { password, code } }),
    onSuccess: () => {
      showDone(t('account.security.removed'));
      void cache.invalidateQueries({ queryKey: ['me'] });
    },
  });
  if (!open)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('account.security.remove')}
      </Button>
    );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate();
      }}
    >
      {remove.isError && <ProblemNote error={remove.error} />}
      <p>{t('account.security.removeHint')}</p>
      <CurrentPassword value={password} onChange={setPassword} />
      <CodeField value={code} onChange={setCode} />
      <Button type="submit" color="red.9" disabled={code.length !== 6} loading={remove.isPending}>
        {t('account.security.remove')}
      </Button>
    </form>
  );
}

export function SecondFactor() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const me = useMe();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (me === undefined) return null;
  // Shown until they are kept, whatever else changes: nobody sees them again.
  if (codes !== null) {
    const kept = () => {
      setCodes(null);
      void cache.invalidateQueries({ queryKey: ['me'] });
      void cache.invalidateQueries({ queryKey: ['second-factor'] });
    };
    return <ShownCodes codes={codes} onKept={kept} />;
  }
  return (
    <Stack gap="sm" align="flex-start">
      {me.user.secondFactor ? (
        <>
          <StateWord icon="check" tone="done">
            {t('account.security.on')}
          </StateWord>
          <p className="soft">{t('account.security.onHint')}</p>
          <RecoveryCodes />
          <TurnOff />
        </>
      ) : (
        <>
          <StateWord icon="warn" tone="wait">
            {t('account.security.off')}
          </StateWord>
          <TurnOn onCodes={setCodes} />
        </>
      )}
    </Stack>
  );
}

/** Signing in: email and password, then the second step where it is on. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { isFirstRunQuery } from '../first-run/first-run-queries.ts';
import { CodeField } from './code-field.tsx';
import classes from './door.module.css';
import { Door } from './door.tsx';
import { safeReturn } from './safe-return.ts';

function PasswordStep({
  onChallenge,
  onDone,
}: {
  onChallenge: (challenge: string) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => api.call('POST /auth/login', { body: { email: email.trim(), password } }),
    onSuccess: (answer) => (answer.status === 'signed-in' ? onDone() : onChallenge(answer.challenge)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };
  return (
    <Door title={t('account.signIn.title')}>
      <form onSubmit={submit}>
        {login.isError && <ProblemNote error={login.error} />}
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
        <PasswordInput
          label={t('account.signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('account.signIn.show') }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={login.isPending} fullWidth>
          {t('account.signIn.submit')}
        </Button>
        <div className={classes.links}>
          <Link to="/parola-unuttum">{t('account.signIn.forgot')}</Link>
        </div>
      </form>
    </Door>
  );
}

function CodeStep({
  challenge,
  onBack,
  onDone,
}: {
  challenge: string;
  onBack: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [lost, setLost] = useState(false);
  const change = (recovery: boolean) => {
    setLost(recovery);
    setCode('');
    verify.reset();
  };
  const verify = useMutation({
    mutationFn: () => api.call('POST /auth/second-factor', { body: { challenge, code } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate();
  };
  return (
    <Door
      title={t('account.signIn.codeTitle')}
      hint={t(lost ? 'account.signIn.recoveryHint' : 'account.signIn.codeHint')}
    >
      <form onSubmit={submit}>
        {verify.isError && <ProblemNote error={verify.error} />}
        {lost ? (
          <TextInput
            key="recovery"
            label={t('account.signIn.recovery')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : (
          <CodeField key="app" value={code} onChange={setCode} autoFocus />
        )}
        <Button
          type="submit"
          size="sm"
          loading={verify.isPending}
          disabled={lost ? code.replace(/[^0-9a-z]/gi, '').length !== 10 : code.length !== 6}
          fullWidth
        >
          {t('account.signIn.confirm')}
        </Button>
        <Button variant="subtle" size="sm" onClick={() => change(!lost)}>
          {t(lost ? 'account.signIn.useApp' : 'account.signIn.useRecovery')}
        </Button>
        <Button variant="subtle" size="sm" onClick={onBack}>
          {t('account.signIn.back')}
        </Button>
      </form>
    </Door>
  );
}

export function SignInPage() {
  const router = useRouter();
  const { donus } = useSearch({ from: '/giris' });
  const [challenge, setChallenge] = useState<string | null>(null);
  const firstRun = useQuery(isFirstRunQuery).data?.open ?? false;
  const done = () => {
    router.history.push(safeReturn(donus));
  };
  // Nobody can sign in where nobody works yet: the guided start comes first. Who asked for a page of an office has an account.
  if (firstRun && (donus === undefined || donus === '/')) return <Navigate to="/kurulum" replace />;
  if (challenge === null) return <PasswordStep onChallenge={setChallenge} onDone={done} />;
  return <CodeStep challenge={challenge} onBack={() => setChallenge(null)} onDone={done} />;
}

/** The recovery codes: shown once with ways to keep them, and how many are left, with a way to renew them. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { saveBlob } from '../documents/download-original.ts';
import { CodeField } from '../sign-in/code-field.tsx';
import classes from './security.module.css';

/** Ten codes that nobody sees again. */
export function ShownCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const text = `${t('admin.codes.file')}\n\n${codes.join('\n')}\n`;
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => showDone(t('admin.codes.copied')),
      // Where the browser forbids it the codes still stand there to be written down.
      () => undefined,
    );
  return (
    <div className={classes.codes} data-paper>
      <h3 ref={head} tabIndex={-1}>
        {t('admin.codes.title')}
      </h3>
      <p role="status">
        <strong>{t('admin.codes.once')}</strong> {t('admin.codes.hint')}
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={classes.codeActs} data-noprint>
        <Button variant="default" leftSection={<Icon name="copy" />} onClick={() => void copy()}>
          {t('admin.codes.copy')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          onClick={() => saveBlob(new Blob([text], { type: 'text/plain' }), `${t('admin.codes.file')}.txt`)}
        >
          {t('admin.codes.download')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('admin.codes.print')}
        </Button>
        <Button onClick={onKept}>{t('admin.codes.saved')}</Button>
      </div>
    </div>
  );
}

function Renew({ onCodes, onCancel }: { onCodes: (codes: readonly string[]) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const renew = useMutation({
    mutationFn: () => api.call('POST /me/second-factor/recovery-codes', { body: { password, code } }),
    onSuccess: (answer) => onCodes(answer.recoveryCodes),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        renew.mutate();
      }}
    >
      {renew.isError && <ProblemNote error={renew.error} />}
      <p>{t('admin.codes.renewHint')}</p>
      <PasswordInput
        label={t('account.security.currentPassword')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('account.signIn.show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <CodeField value={code} onChange={setCode} />
      <div className={classes.codeActs}>
        <Button type="submit" disabled={code.length !== 6} loading={renew.isPending}>
          {t('admin.codes.renew')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** For a person whose second factor is on. */
export function RecoveryCodes() {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const [renewing, setRenewing] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const query = useQuery({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => api.call('GET /me/second-factor', { signal }),
  });
  const left = query.data?.recoveryCodesLeft;
  if (codes !== null) return <ShownCodes codes={codes} onKept={() => setCodes(null)} />;
  if (renewing) {
    return (
      <Renew
        onCancel={() => setRenewing(false)}
        onCodes={(made) => {
          setRenewing(false);
          setCodes(made);
          void cache.invalidateQueries({ queryKey: ['second-factor'] });
        }}
      />
    );
  }
  return (
    <div className={classes.codeLine}>
      {left === undefined ? (
        <StateWord icon="clock" tone="plain">
          {t('admin.codes.title')}
        </StateWord>
      ) : (
        <StateWord icon={left > 2 ? 'check' : 'warn'} tone={left > 2 ? 'done' : 'wait'}>
          {t('admin.codes.title')}:{' '}
          {left === 0 ? t('admin.codes.none') : t('admin.codes.left', { n: format.count(left) })}
        </StateWord>
      )}
      <Button variant="default" onClick={() => setRenewing(true)}>
        {t('admin.codes.renew')}
      </Button>
    </div>
  );
}

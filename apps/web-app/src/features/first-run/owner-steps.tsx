/** The steps before anybody can sign in: the code, who the owner is, the office. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TaxIdField } from '../../ui/tax-id-field.tsx';
import { taxIdWord } from '../../ui/tax-id-word.ts';
import classes from './first-run.module.css';
import type { FirstRun } from './first-run-queries.ts';
import { SetupFrame } from './setup-frame.tsx';

interface FormProps {
  readonly error: unknown;
  readonly busy: boolean;
  readonly submit: string;
  readonly onSubmit: () => void;
  readonly onBack?: () => void;
  readonly children: ReactNode;
}

function StepForm({ error, busy, submit, onSubmit, onBack, children }: FormProps) {
  const { t } = useTranslation();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={send}>
      {error !== null && <ProblemNote error={error} />}
      {children}
      <div className={classes.acts}>
        {onBack !== undefined && (
          <Button variant="default" size="md" onClick={onBack}>
            {t('firstRun.back')}
          </Button>
        )}
        <Button type="submit" size="md" loading={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** The code, typed or taken from the link that the operator's command printed. */
export function CodeStep({
  given,
  onCode,
}: {
  given: string | null;
  onCode: (code: string, state: FirstRun) => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState(given ?? '');
  const look = useMutation({
    mutationFn: (typed: string) => api.call('POST /first-run/look', { body: { code: typed } }),
    onSuccess: (state, typed) => onCode(typed, state),
  });
  const { mutate } = look;
  const tried = useRef(false);
  useEffect(() => {
    if (given === null || tried.current) return;
    tried.current = true;
    mutate(given);
  }, [given, mutate]);
  return (
    <SetupFrame step="code" title={t('firstRun.code.title')} hint={t('firstRun.intro')}>
      <StepForm
        error={look.error}
        busy={look.isPending}
        submit={t('firstRun.next')}
        onSubmit={() => look.mutate(code)}
      >
        <TextInput
          size="md"
          label={t('firstRun.code.label')}
          description={t('firstRun.code.hint')}
          required
          withAsterisk={false}
          autoFocus
          autoComplete="off"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </StepForm>
    </SetupFrame>
  );
}

export function OwnerStep({
  code,
  known,
  onDone,
}: {
  code: string;
  known: FirstRun['owner'];
  /** The password stays in this page's memory alone, to sign in with at the end. */
  onDone: (state: FirstRun, password: string) => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(known?.name ?? '');
  const [email, setEmail] = useState(known?.email ?? '');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () =>
      api.call('POST /first-run/owner', { body: { code, name, email: email.trim(), password } }),
    onSuccess: (state) => onDone(state, password),
  });
  return (
    <SetupFrame step="owner" title={t('firstRun.owner.title')} hint={t('firstRun.owner.hint')}>
      <StepForm
        error={save.error}
        busy={save.isPending}
        submit={t('firstRun.next')}
        onSubmit={() => save.mutate()}
      >
        <TextInput
          size="md"
          label={t('firstRun.owner.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          size="md"
          label={t('firstRun.owner.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NewPassword size="md" label={t('firstRun.owner.password')} value={password} onChange={setPassword} />
      </StepForm>
    </SetupFrame>
  );
}

export function OfficeStep({
  code,
  owner,
  onBack,
  onDone,
}: {
  code: string;
  owner: NonNullable<FirstRun['owner']>;
  onBack: () => void;
  onDone: (email: string) => void;
}) {
  const { t } = useTranslation();
  const [officeName, setOfficeName] = useState('');
  const [taxId, setTaxId] = useState('');
  const word =
    taxId === '' ? { text: t('firstRun.office.taxIdHint'), tone: 'plain' as const } : taxIdWord(t, taxId);
  const open = useMutation({
    mutationFn: () =>
      api.call('POST /first-run/office', { body: { code, officeName, taxId: taxId === '' ? null : taxId } }),
    onSuccess: ({ email }) => onDone(email),
  });
  return (
    <SetupFrame
      step="office"
      title={t('firstRun.office.title')}
      hint={t('firstRun.office.hint', { email: owner.email })}
    >
      <StepForm
        error={open.error}
        busy={open.isPending}
        submit={t('firstRun.office.submit')}
        onSubmit={() => open.mutate()}
        onBack={onBack}
      >
        <TextInput
          size="md"
          label={t('firstRun.office.name')}
          description={t('firstRun.office.nameHint')}
          required
          withAsterisk={false}
          minLength={2}
          maxLength={200}
          autoFocus
          value={officeName}
          onChange={(event) => setOfficeName(event.currentTarget.value)}
        />
        <TaxIdField
          size="md"
          label={t('firstRun.office.taxId')}
          value={taxId}
          word={word}
          onChange={setTaxId}
        />
      </StepForm>
    </SetupFrame>
  );
}

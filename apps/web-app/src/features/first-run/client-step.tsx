/** The first client company; its tax number is checked while it is typed. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TaxIdField } from '../../ui/tax-id-field.tsx';
import { clientTaxIdWord } from '../clients/client-tax-id-word.ts';
import classes from './first-run.module.css';
import { SetupFrame } from './setup-frame.tsx';

const SecondFactor = lazy(() =>
  import('../security/second-factor.tsx').then((part) => ({ default: part.SecondFactor })),
);

/** Optional, and last: a second factor for the account that owns everything. */
function Secure() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.secure} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('firstRun.client.secure')}</summary>
      <Suspense fallback={null}>{open && <SecondFactor />}</Suspense>
    </details>
  );
}

export function ClientStep({ onDone, onLater }: { onDone: (client: Client) => void; onLater: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [title, setTitle] = useState('');
  const [taxId, setTaxId] = useState('');
  const [taxOffice, setTaxOffice] = useState('');
  const create = useMutation({
    mutationFn: () =>
      api.call('POST /clients', {
        body: { title: title.trim(), taxId, taxOffice: taxOffice.trim() || null },
      }),
    onSuccess: (client) => {
      void cache.invalidateQueries({ queryKey: ['clients'] });
      onDone(client);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <SetupFrame step="client" title={t('firstRun.client.title')} hint={t('firstRun.client.hint')}>
      <form className={classes.form} onSubmit={submit}>
        {create.isError && <ProblemNote error={create.error} />}
        <TaxIdField
          size="md"
          label={t('clients.form.taxId')}
          required
          autoFocus
          value={taxId}
          word={clientTaxIdWord(t, taxId)}
          onChange={setTaxId}
        />
        <TextInput
          size="md"
          label={t('clients.form.name')}
          required
          withAsterisk={false}
          minLength={2}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          size="md"
          label={t('clients.form.taxOffice')}
          value={taxOffice}
          onChange={(event) => setTaxOffice(event.currentTarget.value)}
        />
        <div className={classes.acts}>
          <Button variant="subtle" size="md" onClick={onLater}>
            {t('firstRun.later')}
          </Button>
          <Button type="submit" size="md" loading={create.isPending}>
            {t('firstRun.client.submit')}
          </Button>
        </div>
      </form>
      <Secure />
    </SetupFrame>
  );
}

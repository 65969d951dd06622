/** The first client company; its tax number is checked while it is typed. */
import { Button, TextInput } from '@mantine/core';
import { isValidTaxId, taxIdFromText } from '@muhasebi/accounting/vkn/tax-number.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './first-run.module.css';
import { SetupFrame } from './setup-frame.tsx';

const SecondFactor = lazy(() =>
  import('../security/second-factor.tsx').then((part) => ({ default: part.SecondFactor })),
);

function useTaxIdWord(text: string): { readonly hint: string; readonly colour: string | undefined } {
  const { t } = useTranslation();
  if (text === '') return { hint: t('clients.form.taxIdHint'), colour: undefined };
  const taxId = taxIdFromText(text);
  if (taxId === null) return { hint: t('clients.form.taxIdShort', { n: text.length }), colour: undefined };
  if (!isValidTaxId(taxId)) return { hint: t('clients.form.taxIdBad'), colour: 'var(--wait)' };
  return {
    hint: taxId.scheme === 'VKN' ? t('clients.form.vknOk') : t('clients.form.tcknOk'),
    colour: 'var(--done)',
  };
}

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
  const word = useTaxIdWord(taxId);
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
        <TextInput
          size="md"
          label={t('clients.form.taxId')}
          required
          withAsterisk={false}
          inputMode="numeric"
          pattern="\d{10,11}"
          autoFocus
          value={taxId}
          description={
            <span aria-live="polite" style={{ color: word.colour }}>
              {word.hint}
            </span>
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => setTaxId(event.currentTarget.value.replace(/\D/g, '').slice(0, 11))}
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

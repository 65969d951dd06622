/** The dialog in which a client company is opened; the tax number is checked while it is typed. */

import { Button, Group, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { MONTHS } from '../../format/use-month-name.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { TaxIdField } from '../../ui/tax-id-field.tsx';
import { clientTaxIdWord } from './client-tax-id-word.ts';

type Purchases = Client['purchaseDefault'];

interface NewClientProps {
  /** What is known of it already, e.g. from a document. */
  readonly known?: { readonly title: string; readonly taxId: string; readonly taxOffice: string };
  readonly onClose: () => void;
  readonly onCreated: (client: Client) => void;
}

export function NewClient({ known, onClose, onCreated }: NewClientProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('clients.form.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <NewClientForm {...(known && { known })} onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function NewClientForm({ known, onClose, onCreated }: NewClientProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [title, setTitle] = useState(known?.title ?? '');
  const [taxId, setTaxId] = useState(known?.taxId ?? '');
  const [taxOffice, setTaxOffice] = useState(known?.taxOffice ?? '');
  const [purchaseDefault, setPurchaseDefault] = useState<Purchases>('expense');
  const [month, setMonth] = useState(1);
  const create = useMutation({
    mutationFn: () =>
      api.call('POST /clients', {
        body: {
          title: title.trim(),
          taxId,
          taxOffice: taxOffice.trim() || null,
          purchaseDefault,
          fiscalYearStartMonth: month,
        },
      }),
    onSuccess: (client) => {
      void cache.invalidateQueries({ queryKey: ['clients'] });
      showDone(t('clients.form.created', { title: client.title }));
      onClose();
      onCreated(client);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {create.isError && <ProblemNote error={create.error} />}
        <TextInput
          label={t('clients.form.name')}
          required
          minLength={2}
          withAsterisk={false}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TaxIdField
          label={t('clients.form.taxId')}
          required
          value={taxId}
          word={clientTaxIdWord(t, taxId)}
          onChange={setTaxId}
        />
        <TextInput
          label={t('clients.form.taxOffice')}
          value={taxOffice}
          onChange={(event) => setTaxOffice(event.currentTarget.value)}
        />
        <div>
          <div style={{ marginBottom: 4, fontWeight: 500 }} id="alislar">
            {t('clients.form.purchases')}
          </div>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby="alislar"
            value={purchaseDefault}
            onChange={(value) => setPurchaseDefault(value === 'merchandise' ? 'merchandise' : 'expense')}
            data={[
              { value: 'expense', label: t('clients.form.expense') },
              { value: 'merchandise', label: t('clients.form.merchandise') },
            ]}
          />
        </div>
        <Select
          label={t('clients.form.fiscalYear')}
          allowDeselect={false}
          value={String(month)}
          data={MONTHS.map((name, index) => ({
            value: String(index + 1),
            label: t(`shell.months.${name}`),
          }))}
          onChange={(value) => setMonth(Number(value ?? 1))}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('clients.form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

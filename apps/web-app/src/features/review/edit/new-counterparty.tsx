/** Opens the account of a new counterparty: its number is checked as it is typed, its code is the next free one. */
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { isStandInTaxNumber, isValidTaxId, taxIdFromText } from '@muhasebi/accounting/vkn/tax-number.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/session.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { COUNTERPARTY_GROUPS, groupOf } from './account-families.ts';
import { accountSearchQuery, nextAccountCodeQuery } from './account-queries.ts';

interface NewCounterpartyProps {
  readonly clientId: string;
  /** What was looked for: a number or the beginning of a name. */
  readonly typed: string;
  readonly accountCode: string;
  readonly onClose: () => void;
  readonly onOpened: (code: string) => void;
}

/** What is wrong with a number as far as it is typed: nothing before it is long enough. */
export function taxIdFault(text: string): 'length' | 'digits' | 'standIn' | null {
  const digits = text.replace(/\s/g, '');
  const taxId = taxIdFromText(digits);
  if (taxId === null) return digits === '' ? null : 'length';
  if (isStandInTaxNumber(taxId.value)) return 'standIn';
  return isValidTaxId(taxId) ? null : 'digits';
}

export function NewCounterparty(props: NewCounterpartyProps) {
  const { clientId, typed, onClose, onOpened } = props;
  const { t } = useTranslation();
  const cache = useQueryClient();
  const isNumber = /^[\d\s]+$/.test(typed);
  const [taxId, setTaxId] = useState(isNumber ? typed.trim() : '');
  const [name, setName] = useState(isNumber ? '' : typed.trim());
  const [group, setGroup] = useState<string>(groupOf(props.accountCode));
  const digits = taxId.replace(/\s/g, '');
  const fault = taxIdFault(taxId);
  const alike = useQuery({
    ...accountSearchQuery(clientId, digits),
    enabled: digits !== '' && fault === null,
  });
  const known = alike.data?.items.find((account) => account.counterpartyTaxId === digits);
  const code = useQuery(nextAccountCodeQuery(clientId, group)).data?.code;
  const open = useMutation({
    mutationFn: (next: string) =>
      api.call('POST /clients/:clientId/accounts', {
        params: { clientId },
        body: { code: next, name: name.trim(), counterpartyTaxId: digits === '' ? null : digits },
      }),
    onSuccess: async (account) => {
      await cache.invalidateQueries({ queryKey: ['accounts', clientId] });
      onOpened(account.code);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null && name.trim() !== '' && code !== undefined) open.mutate(code);
      }}
    >
      <Stack gap="sm">
        {open.isError && <ProblemNote error={open.error} />}
        <TextInput
          data-autofocus
          autoFocus
          label={t('edit.choose.taxId')}
          inputMode="numeric"
          maxLength={14}
          value={taxId}
          error={fault === null || digits.length < 10 ? null : t(`edit.choose.taxIdFault.${fault}`)}
          description={
            known === undefined ? null : t('edit.choose.known', { code: known.code, name: known.name })
          }
          onChange={(event) => setTaxId(event.currentTarget.value)}
        />
        <TextInput
          label={t('edit.choose.name')}
          required
          withAsterisk={false}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('edit.choose.group')}
          data={COUNTERPARTY_GROUPS.map((value) => ({
            value,
            label: `${value} ${t(`edit.choose.groups.${value.replace('.', '_') as '320_01'}`)}`,
          }))}
          value={group}
          allowDeselect={false}
          onChange={(value) => setGroup(value ?? group)}
        />
        <p className="soft">{t('edit.choose.code', { code: code ?? '…' })}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('edit.choose.back')}
          </Button>
          <Button
            type="submit"
            loading={open.isPending}
            disabled={fault !== null || name.trim() === '' || code === undefined}
          >
            {t('review.editing.openAccount')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

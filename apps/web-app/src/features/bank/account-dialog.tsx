/** What an account is called, and under which account of the chart it is kept. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type BankAccount, useRenewBank } from './bank-queries.ts';

interface AccountDialogProps {
  readonly clientId: string;
  readonly account: BankAccount;
  readonly onClose: () => void;
}

export function AccountDialog({ clientId, account, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const renew = useRenewBank(clientId);
  const [name, setName] = useState(account.name ?? '');
  const [code, setCode] = useState(account.accountCode ?? '');
  const save = useMutation({
    mutationFn: () =>
      api.call('PATCH /bank-accounts/:bankAccountId', {
        params: { bankAccountId: account.id },
        body: { name: name.trim() || null, accountCode: code.trim() || null, version: account.version },
      }),
    onSuccess: onClose,
    onSettled: renew,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bank.account.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {save.isError && <ProblemNote error={save.error} />}
          <TextInput
            data-autofocus
            label={t('bank.account.name')}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('bank.account.code')}
            placeholder="102.01"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('bank.account.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

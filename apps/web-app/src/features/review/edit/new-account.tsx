/** Opens a sub-account in the client's chart while a voucher is edited. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/session.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';

interface NewAccountProps {
  readonly clientId: string;
  /** The code asked for; null when the dialog is closed. */
  readonly code: string | null;
  readonly onClose: () => void;
  readonly onOpened: (code: string) => void;
}

export function NewAccount({ clientId, code, onClose, onOpened }: NewAccountProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const open = useMutation({
    mutationFn: (wanted: string) =>
      api.call('POST /clients/:clientId/accounts', {
        params: { clientId },
        body: { code: wanted, name: name.trim() },
      }),
    onSuccess: async (account) => {
      await cache.invalidateQueries({ queryKey: ['accounts', clientId] });
      onOpened(account.code);
    },
  });
  const { reset } = open;
  useEffect(() => {
    if (code === null) return;
    setName('');
    reset();
  }, [code, reset]);
  return (
    <Modal
      opened={code !== null}
      onClose={onClose}
      title={t('review.editing.newAccountTitle')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (code !== null) open.mutate(code);
        }}
      >
        <Stack gap="sm">
          {open.isError && <ProblemNote error={open.error} />}
          <TextInput label={t('review.editing.accountCode')} value={code ?? ''} readOnly />
          <TextInput
            label={t('review.editing.accountName')}
            required
            withAsterisk={false}
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {t('review.editing.openAccount')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

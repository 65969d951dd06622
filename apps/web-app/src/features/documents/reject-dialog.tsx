/** Asks why a document is rejected; the reason is kept with it. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface RejectDialogProps {
  readonly opened: boolean;
  readonly name: string;
  readonly onClose: () => void;
  readonly onReject: (reason: string) => void;
}

export function RejectDialog({ opened, name, onClose, onReject }: RejectDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  useEffect(() => {
    if (opened) setReason('');
  }, [opened]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${t('documents.detail.rejectTitle')} · ${name}`}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') onReject(reason.trim());
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('documents.detail.rejectReason')}
            required
            withAsterisk={false}
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" color="red.9" disabled={reason.trim() === ''}>
              {t('documents.detail.reject')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A secret that is shown this once: to be copied, and then gone. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { showDone } from '../../ui/problem-note.tsx';
import classes from './machines.module.css';

interface SecretDialogProps {
  readonly title: string;
  readonly hint: string;
  readonly secret: string;
  readonly onClose: () => void;
}

export function SecretDialog({ title, hint, secret, onClose }: SecretDialogProps) {
  const { t } = useTranslation();
  const copy = () =>
    navigator.clipboard?.writeText(secret).then(
      () => showDone(t('machines.copied')),
      // Where the browser forbids it the secret still stands there to be copied by hand.
      () => undefined,
    );
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        <p role="status">
          <strong>{t('machines.once')}</strong> {hint}
        </p>
        <code className={classes.secret}>{secret}</code>
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            leftSection={<Icon name="copy" />}
            data-autofocus
            onClick={() => void copy()}
          >
            {t('machines.copy')}
          </Button>
          <Button onClick={onClose}>{t('machines.kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks before an integration is removed: its secrets are gone then, which cannot be undone. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { type Integration, useRenew } from './integrations-queries.ts';

export function RemoveDialog({ integration, onClose }: { integration: Integration; onClose: () => void }) {
  const { t } = useTranslation();
  const renew = useRenew();
  const navigate = useNavigate();
  const { id, name } = integration;
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /integrations/:integrationId', { params: { integrationId: id } }),
    onSuccess: () => {
      showDone(t('integrations.page.removed', { name }));
      renew();
      void navigate({ to: '/entegrasyonlar' });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('integrations.page.removeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        <p>{t('integrations.page.removeText')}</p>
        {remove.isError && <ProblemNote error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('integrations.page.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

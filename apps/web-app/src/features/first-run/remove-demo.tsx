/** Takes the demo office away for good: says what goes, then closes it and signs out. */
import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';

export function RemoveDemo({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const demo = useQuery({
    queryKey: ['demo-office'],
    queryFn: ({ signal }) => api.call('GET /office/demo', { signal }),
  });
  const remove = useMutation({
    mutationFn: () => api.call('POST /office/demo/remove', {}),
    // The office is closed: what is left of this session can only end.
    onSuccess: () => api.logout().catch(() => window.location.assign('/')),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shell.demo.remove')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        {demo.isError && <ProblemNote error={demo.error} onRetry={() => void demo.refetch()} />}
        {remove.isError && <ProblemNote error={remove.error} />}
        {demo.isPending && <Skeleton height={44} />}
        {demo.data !== undefined && (
          <p>
            {t('firstRun.demo.goes', {
              name: demo.data.name,
              clients: format.count(demo.data.clients),
              documents: format.count(demo.data.documents),
              vouchers: format.count(demo.data.vouchers),
            })}
          </p>
        )}
        <p className="soft">{t('firstRun.demo.others')}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button
            color="red.9"
            disabled={demo.data === undefined}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('firstRun.demo.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

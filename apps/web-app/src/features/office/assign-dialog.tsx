/** The dialog in which people of the office are put in charge of a client company. */
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import type { ClientMonth, Overview } from './office-view.ts';

interface AssignDialogProps {
  readonly client: ClientMonth;
  readonly people: Overview['people'];
  readonly onClose: () => void;
}

export function AssignDialog({ client, people, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<string[]>(() => [...client.assignees]);
  const assign = useMutation({
    mutationFn: () =>
      api.call('PUT /clients/:clientId/assignees', {
        params: { clientId: client.clientId },
        body: { userIds: chosen },
      }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['overview'] });
      showDone(t('office.assign.done', { title: client.title }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('office.assign.title', { title: client.title })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {assign.isError && <ProblemNote error={assign.error} />}
          <Checkbox.Group value={chosen} onChange={setChosen} aria-label={t('office.assign.people')}>
            <Stack gap="xs">
              {people.map((person, index) => (
                <Checkbox
                  key={person.userId}
                  value={person.userId}
                  label={person.name}
                  data-autofocus={index === 0 || undefined}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={assign.isPending}>
              {t('shell.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

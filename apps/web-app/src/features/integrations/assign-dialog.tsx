/** Asks whose a file of the tray is: given to a client, with the others of its sender, or put aside. */
import { Button, Checkbox, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showProblem, showRefused, showUndoable } from '../../ui/problem-note.tsx';
import { type Item, useClientChoices, useRenew } from './integrations-queries.ts';

interface AssignDialogProps {
  readonly item: Item;
  /** What else waits. */
  readonly inTray: readonly Item[];
  readonly onClose: () => void;
}

type Settled = Answer<'POST /sync-items/assign'>;

/** Tells what was done with an undo of it, and of each that stayed why. */
function useAfterwards(onClose: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const renew = useRenew();
  return ({ results }: Settled, message: (n: string) => string) => {
    const done = results.filter(({ refused }) => refused === null).map(({ item }) => item.id);
    const putBack = () =>
      api.call('POST /sync-items/return', { body: { itemIds: done } }).then(renew, showProblem);
    if (done.length > 0)
      showUndoable(message(format.count(done.length)), {
        label: t('integrations.tray.undo'),
        run: () => void putBack(),
      });
    for (const { item, refused } of results)
      if (refused !== null) showRefused(item.fileName, format.pick(refused.message, refused.messageEn));
    renew();
    onClose();
  };
}

export function AssignDialog({ item, inTray, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const choices = useClientChoices();
  const afterwards = useAfterwards(onClose);
  const [clientId, setClientId] = useState<string | null>(null);
  const [takesOthers, setTakesOthers] = useState(true);
  const [remember, setRemember] = useState(false);
  const others =
    item.sender === null ? [] : inTray.filter(({ id, sender }) => id !== item.id && sender === item.sender);
  const itemIds = [item.id, ...(takesOthers ? others.map(({ id }) => id) : [])];
  const assign = useMutation({
    mutationFn: (chosen: string) =>
      api.call('POST /sync-items/assign', { body: { itemIds, clientId: chosen, remember } }),
    onSuccess: (answer, chosen) => {
      const client = choices.find(({ value }) => value === chosen)?.label ?? '';
      afterwards(answer, (n) => t('integrations.tray.assigned', { n, client }));
    },
  });
  const dismiss = useMutation({
    mutationFn: () => api.call('POST /sync-items/dismiss', { body: { itemIds } }),
    onSuccess: (answer) => afterwards(answer, (n) => t('integrations.tray.dismissed', { n })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clientId !== null) assign.mutate(clientId);
  };
  const failure = assign.error ?? dismiss.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('integrations.tray.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <strong>{item.fileName}</strong>
          <p className="soft">
            {item.reason !== null && format.pick(item.reason.message, item.reason.messageEn)}
          </p>
          {failure !== null && <ProblemNote error={failure} />}
          <Select
            label={t('integrations.tray.client')}
            placeholder={t('integrations.tray.choose')}
            searchable
            data-autofocus
            value={clientId}
            data={choices}
            onChange={setClientId}
          />
          {others.length > 0 && (
            <Checkbox
              label={t('integrations.tray.others', { n: format.count(others.length) })}
              checked={takesOthers}
              onChange={(event) => setTakesOthers(event.currentTarget.checked)}
            />
          )}
          {item.sender?.includes('@') && (
            <Checkbox
              label={t('integrations.tray.remember', { sender: item.sender })}
              checked={remember}
              onChange={(event) => setRemember(event.currentTarget.checked)}
            />
          )}
          <Group justify="space-between" gap="xs">
            <Button variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
              {t('integrations.tray.dismiss')}
            </Button>
            <Button type="submit" loading={assign.isPending} disabled={clientId === null}>
              {t('integrations.tray.assign')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Adding a webhook, or changing one: its address, its events, what it is for. */
import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import type { Webhook, WebhookEvent } from './machines-queries.ts';
import { EVENTS, eventKey } from './webhook-words.ts';

interface WebhookFormProps {
  /** Null: a new one. */
  readonly webhook: Webhook | null;
  readonly onClose: () => void;
  readonly onMade: (secret: string) => void;
}

export function WebhookForm({ webhook, onClose, onMade }: WebhookFormProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [events, setEvents] = useState<string[]>(webhook?.events ?? [...EVENTS]);
  const save = useMutation({
    mutationFn: async () => {
      const chosen: WebhookEvent[] = EVENTS.filter((each) => events.includes(each));
      const body = { url: url.trim(), description: description.trim(), events: chosen };
      if (webhook === null) return (await api.call('POST /webhooks', { body })).secret;
      const params = { endpointId: webhook.id };
      await api.call('PATCH /webhooks/:endpointId', { params, body: { ...body, version: webhook.version } });
      return null;
    },
    onSuccess: (secret) => {
      void cache.invalidateQueries({ queryKey: ['machines', 'webhooks'] });
      if (secret !== null) return onMade(secret);
      showDone(t('machines.webhookSaved'));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={webhook === null ? t('machines.newWebhook') : t('machines.editWebhook')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {save.isError && <ProblemNote error={save.error} />}
          <TextInput
            label={t('machines.url')}
            description={t('machines.urlHint')}
            required
            withAsterisk={false}
            inputMode="url"
            maxLength={1000}
            data-autofocus
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <TextInput
            label={t('machines.description')}
            maxLength={200}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Checkbox.Group label={t('machines.events')} value={events} onChange={setEvents}>
            <Stack gap={6} mt={4}>
              {EVENTS.map((each) => (
                <Checkbox
                  key={each}
                  value={each}
                  label={t(`machines.event.${eventKey(each)}`)}
                  description={each}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={events.length === 0}>
              {webhook === null ? t('machines.add') : t('machines.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Adds an integration or changes one: what it is, its settings, a try of the connection, its client and its schedule. */
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import {
  type Integration,
  type IntegrationKind,
  kindsQuery,
  useClientChoices,
  useRenew,
  type Values,
} from './integrations-queries.ts';
import { FaultNote } from './run-words.tsx';
import { proposedValues, SettingFields } from './setting-fields.tsx';

interface IntegrationDialogProps {
  /** Null: a new one. */
  readonly integration: Integration | null;
  readonly onClose: () => void;
}

export function IntegrationDialog({ integration, onClose }: IntegrationDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const kinds = useQuery(kindsQuery);
  const [chosen, setChosen] = useState<string | null>(integration?.kind ?? null);
  const items = kinds.data?.items ?? [];
  const kind = items.find((known) => known.kind === chosen);
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={
        integration === null
          ? t('integrations.dialog.add')
          : t('integrations.dialog.edit', { name: integration.name })
      }
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        {kinds.isError && <ProblemNote error={kinds.error} onRetry={() => void kinds.refetch()} />}
        {kinds.data !== undefined && items.length === 0 && (
          <p className="soft">{t('integrations.noKinds')}</p>
        )}
        {integration === null && items.length > 0 && (
          <Select
            label={t('integrations.dialog.kind')}
            data-autofocus
            value={chosen}
            data={items.map(({ kind: value, title }) => ({ value, label: format.pick(title.tr, title.en) }))}
            onChange={setChosen}
          />
        )}
        {kind !== undefined && (
          <IntegrationForm key={kind.kind} kind={kind} integration={integration} onClose={onClose} />
        )}
      </Stack>
    </Modal>
  );
}

interface Draft {
  readonly name: string;
  readonly clientId: string | null;
  readonly everyMinutes: number | null;
  readonly settings: Values;
}

function useSave({ kind, integration, onClose }: FormProps) {
  const { t } = useTranslation();
  const renew = useRenew();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Draft) =>
      integration === null
        ? api.call('POST /integrations', { body: { ...draft, kind: kind.kind } })
        : api.call('PUT /integrations/:integrationId', {
            params: { integrationId: integration.id },
            body: { ...draft, version: integration.version },
          }),
    onSuccess: (saved) => {
      showDone(t('integrations.dialog.saved', { name: saved.name }));
      renew();
      onClose();
      void navigate({ to: '/entegrasyonlar/$integrationId', params: { integrationId: saved.id } });
    },
  });
}

interface FormProps {
  readonly kind: IntegrationKind;
  readonly integration: Integration | null;
  readonly onClose: () => void;
}

/** A real call with what stands in the form; what it finds out is put into it. */
function useTest({ kind, integration }: FormProps, keep: (found: Values) => void) {
  return useMutation({
    mutationFn: (settings: Values) =>
      api.call('POST /integrations/test', {
        body: { kind: kind.kind, integrationId: integration?.id ?? null, settings },
      }),
    onSuccess: (answer) => keep(answer.keep),
  });
}

function IntegrationForm(props: FormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, integration, onClose } = props;
  const clients = useClientChoices();
  const [draft, setDraft] = useState<Draft>({
    name: integration?.name ?? format.pick(kind.title.tr, kind.title.en),
    clientId: integration?.client?.id ?? null,
    everyMinutes: integration === null ? kind.everyMinutes : integration.everyMinutes,
    settings: integration?.settings ?? proposedValues(kind.fields),
  });
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const set = (found: Values) => setDraft((now) => ({ ...now, settings: { ...now.settings, ...found } }));
  const save = useSave(props);
  const test = useTest(props, set);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <p className="soft">{format.pick(kind.summary.tr, kind.summary.en)}</p>
        {save.isError && <ProblemNote error={save.error} />}
        <TextInput
          label={t('integrations.dialog.name')}
          required
          withAsterisk={false}
          maxLength={120}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {kind.about !== 'office' && (
          <Select
            label={t('integrations.dialog.client')}
            description={kind.about === 'either' ? t('integrations.dialog.clientHelp') : undefined}
            required={kind.about === 'client'}
            withAsterisk={false}
            clearable={kind.about === 'either'}
            searchable
            value={draft.clientId}
            data={clients}
            onChange={(clientId) => change({ clientId })}
          />
        )}
        <SettingFields
          fields={kind.fields}
          values={draft.settings}
          secretsSet={integration?.secretsSet ?? []}
          onChange={(name, value) => set({ [name]: value })}
        />
        <NumberInput
          label={t('integrations.every')}
          description={t('integrations.everyHelp')}
          placeholder={t('integrations.everyNone')}
          min={1}
          max={10_080}
          allowDecimal={false}
          value={draft.everyMinutes ?? ''}
          onChange={(next) => change({ everyMinutes: typeof next === 'number' ? next : null })}
        />
        {test.isError && <ProblemNote error={test.error} />}
        {test.data !== undefined && test.data.fault !== null && <FaultNote fault={test.data.fault} />}
        {test.data !== undefined && test.data.found !== null && (
          <StateWord icon="check" tone="done">
            {t('integrations.dialog.found', { what: format.pick(test.data.found.tr, test.data.found.en) })}
          </StateWord>
        )}
        <Group justify="space-between" gap="xs">
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate(draft.settings)}>
            {t('integrations.dialog.test')}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('integrations.dialog.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

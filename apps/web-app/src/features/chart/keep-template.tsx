/** Keeps the chart as a template of the office; and the templates there are: renamed, renewed from this chart, deleted. */
import { ActionIcon, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import classes from './chart.module.css';
import { type ChartTemplate, templatesQuery } from './chart-query.ts';
import { NameField } from './name-field.tsx';

function useTemplateActs(clientId: string) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const reload = () => cache.invalidateQueries({ queryKey: templatesQuery.queryKey });
  const tell = async (work: Promise<unknown>, words: string) => {
    try {
      await work;
      showDone(words);
    } catch (error) {
      showProblem(error);
    } finally {
      await reload();
    }
  };
  const change = ({ id, version }: ChartTemplate, body: { name: string } | { clientId: string }) =>
    api.call('PATCH /chart-templates/:templateId', {
      params: { templateId: id },
      body: { version, ...body },
    });
  return {
    reload,
    rename: (template: ChartTemplate, name: string) =>
      tell(change(template, { name }), t('chartLists.template.saved', { name })),
    renew: (template: ChartTemplate) =>
      tell(change(template, { clientId }), t('chartLists.template.renewed', { name: template.name })),
    remove: ({ id, name }: ChartTemplate) =>
      tell(
        api.call('DELETE /chart-templates/:templateId', { params: { templateId: id } }),
        t('chartLists.template.deleted', { name }),
      ),
  };
}

function Template({ template, acts }: { template: ChartTemplate; acts: ReturnType<typeof useTemplateActs> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isRenaming, setRenaming] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const { name, accountCount } = template;
  return (
    <li>
      {isRenaming ? (
        <NameField
          label={t('chartLists.template.name')}
          name={name}
          onDone={(next) => {
            setRenaming(false);
            if (next !== null) void acts.rename(template, next);
          }}
        />
      ) : (
        <span>
          {name} <span className="faint">{t('chart.total', { n: format.count(accountCount) })}</span>
        </span>
      )}
      <ActionIcon aria-label={t('chartLists.template.rename', { name })} onClick={() => setRenaming(true)}>
        <Icon name="edit" />
      </ActionIcon>
      <Button size="xs" variant="default" onClick={() => void acts.renew(template)}>
        {t('chartLists.template.renew')}
      </Button>
      {isAsked ? (
        // A template cannot be made again once its client's chart has moved on: so it is asked.
        <Button size="xs" color="red" onClick={() => void acts.remove(template)}>
          {t('chartLists.template.deleteSure', { n: format.count(accountCount) })}
        </Button>
      ) : (
        <ActionIcon aria-label={t('chartLists.template.delete', { name })} onClick={() => setAsked(true)}>
          <Icon name="trash" />
        </ActionIcon>
      )}
    </li>
  );
}

export function KeepTemplate({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const acts = useTemplateActs(clientId);
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () => api.call('POST /chart-templates', { body: { name: name.trim(), clientId } }),
    onSuccess: async (template) => {
      await acts.reload();
      showDone(t('chartLists.template.saved', { name: template.name }));
      setName('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('chartLists.menu.keep')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="md">
        <form onSubmit={submit}>
          <Stack gap="sm">
            <p className="soft">{t('chartLists.template.hint')}</p>
            {keep.isError && <ProblemNote error={keep.error} />}
            <Group gap="xs" align="flex-end">
              <TextInput
                label={t('chartLists.template.name')}
                required
                withAsterisk={false}
                maxLength={80}
                data-autofocus
                style={{ flex: 1 }}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" loading={keep.isPending}>
                {t('chartLists.template.keep')}
              </Button>
            </Group>
          </Stack>
        </form>
        {templates.length > 0 && (
          <section aria-label={t('chartLists.template.title')}>
            <h2>{t('chartLists.template.title')}</h2>
            <ul className={classes.templates}>
              {templates.map((template) => (
                <Template key={template.id} template={template} acts={acts} />
              ))}
            </ul>
          </section>
        )}
      </Stack>
    </Modal>
  );
}

/** A schedule, new or kept: its fields, what the mail looks like, and what can be done with it. */
import { Button, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { draftOf, emptyDraft, isWhole } from './plan-draft.ts';
import { PlanPreview } from './plan-preview.tsx';
import classes from './schedules.module.css';
import { type Choices, choicesQuery, type Schedule } from './schedules-queries.ts';
import { usePlanActs } from './use-plan-acts.ts';
import { WhatFields } from './what-fields.tsx';
import { WhenFields } from './when-fields.tsx';
import { TextFields, WhomFields } from './whom-fields.tsx';

interface PlanDrawerProps {
  /** Undefined: a new one. */
  readonly schedule: Schedule | undefined;
  readonly onClose: () => void;
}

export function PlanDrawer({ schedule, onClose }: PlanDrawerProps) {
  const { t } = useTranslation();
  const query = useQuery(choicesQuery);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(720px, 100vw)"
      title={t(schedule === undefined ? 'reportSchedules.form.newTitle' : 'reportSchedules.form.editTitle')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={420} />}
      {query.data !== undefined && (
        <PlanForm
          key={`${schedule?.id ?? ''} ${schedule?.version ?? 0}`}
          schedule={schedule}
          choices={query.data}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}

function PlanForm({ schedule, choices, onClose }: PlanDrawerProps & { readonly choices: Choices }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const can = useCan();
  const [draft, setDraft] = useState(() =>
    schedule === undefined
      ? emptyDraft(language, {
          subject: t('reportSchedules.form.defaultSubject'),
          body: t('reportSchedules.form.defaultBody'),
        })
      : draftOf(schedule),
  );
  const change = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }));
  const acts = usePlanActs(schedule, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acts.save.mutate(draft);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {acts.save.isError && <ProblemNote error={acts.save.error} />}
        <fieldset className={classes.group} disabled={!can('report:publish')}>
          <WhatFields draft={draft} change={change} choices={choices} />
          <WhenFields draft={draft} change={change} timeZone={choices.timeZone} />
        </fieldset>
        <fieldset className={classes.group} disabled={!can('report:publish')}>
          <legend>{t('reportSchedules.form.whom')}</legend>
          <WhomFields draft={draft} change={change} people={choices.people} />
          <TextFields draft={draft} change={change} />
        </fieldset>
        <PlanPreview draft={draft} />
        <Group justify="space-between">
          {schedule === undefined ? <span /> : <PlanActs schedule={schedule} acts={acts} />}
          <Button type="submit" disabled={!isWhole(draft)} loading={acts.save.isPending}>
            {t('reportSchedules.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PlanActs({ schedule, acts }: { schedule: Schedule; acts: ReturnType<typeof usePlanActs> }) {
  const { t } = useTranslation();
  const isOn = schedule.state === 'on';
  const { id } = schedule;
  return (
    <Group gap="xs">
      <Button variant="default" loading={acts.sendNow.isPending} onClick={() => acts.sendNow.mutate(id)}>
        {t('reportSchedules.form.sendNow')}
      </Button>
      <Button variant="default" onClick={() => acts.turn.mutate({ id, to: isOn ? 'paused' : 'on' })}>
        {t(isOn ? 'reportSchedules.form.pause' : 'reportSchedules.form.resume')}
      </Button>
      <Button variant="subtle" onClick={() => acts.turn.mutate({ id, to: 'ended' })}>
        {t('reportSchedules.form.remove')}
      </Button>
    </Group>
  );
}

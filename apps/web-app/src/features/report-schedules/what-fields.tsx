/** What is sent and about whom: report, format, its own choices, clients. */
import { MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useEveryClient } from '../clients/use-every-client.ts';
import { type ChangeDraft, type Draft, type Report, withReport } from './plan-draft.ts';
import classes from './schedules.module.css';
import type { Choices } from './schedules-queries.ts';

interface FieldsProps {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly choices: Choices;
}

function ReportOptions({ report, draft, change }: { report: Report } & Omit<FieldsProps, 'choices'>) {
  const format = useFormat();
  return report.options.map((option) => (
    <TextInput
      key={option.name}
      label={format.pick(option.label.tr, option.label.en)}
      required={option.required}
      withAsterisk={false}
      value={draft.options[option.name] ?? ''}
      onChange={(event) => {
        const { [option.name]: _before, ...others } = draft.options;
        const value = event.currentTarget.value;
        change({ options: value === '' ? others : { ...others, [option.name]: value } });
      }}
    />
  ));
}

function ClientFields({ draft, change }: Omit<FieldsProps, 'choices'>) {
  const { t } = useTranslation();
  const clients = useEveryClient();
  return (
    <>
      <NativeSelect
        label={t('reportSchedules.form.about')}
        value={draft.about}
        data={[
          { value: 'all', label: t('reportSchedules.form.aboutAll') },
          { value: 'some', label: t('reportSchedules.form.aboutSome') },
        ]}
        onChange={(event) => change({ about: event.currentTarget.value === 'some' ? 'some' : 'all' })}
      />
      {draft.about === 'some' && (
        <MultiSelect
          label={t('reportSchedules.form.clients')}
          searchable
          value={draft.clientIds}
          data={clients.map((client) => ({ value: client.id, label: client.title }))}
          onChange={(clientIds) => change({ clientIds })}
        />
      )}
    </>
  );
}

export function WhatFields({ draft, change, choices }: FieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const report = choices.reports.find(({ id }) => id === draft.reportId);
  const title = (each: Report) => format.pick(each.title.tr, each.title.en);
  return (
    <>
      <div className={classes.pair}>
        <NativeSelect
          label={t('reportSchedules.form.report')}
          data-autofocus
          value={draft.reportId}
          data={[
            ...(draft.reportId === '' ? [{ value: '', label: '…' }] : []),
            ...choices.reports.map((each) => ({ value: each.id, label: title(each) })),
          ]}
          onChange={(event) => {
            const chosen = choices.reports.find(({ id }) => id === event.currentTarget.value);
            if (chosen === undefined) return;
            // A report of the whole office names no client.
            const isFirst = draft.subject === t('reportSchedules.form.defaultSubject');
            const subject =
              chosen.about === 'office' && isFirst ? t('reportSchedules.form.officeSubject') : draft.subject;
            change({ ...withReport(draft, chosen, title(chosen)), subject });
          }}
        />
        <TextInput
          label={t('reportSchedules.form.name')}
          maxLength={120}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('reportSchedules.form.format')}
          value={draft.format}
          data={(report?.formats ?? ['pdf']).map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(event) => {
            const chosen = report?.formats.find((each) => each === event.currentTarget.value);
            if (chosen !== undefined) change({ format: chosen });
          }}
        />
        <NativeSelect
          label={t('reportSchedules.form.language')}
          value={draft.language}
          data={[
            { value: 'tr', label: t('reportSchedules.form.turkish') },
            { value: 'en', label: t('reportSchedules.form.english') },
          ]}
          onChange={(event) => change({ language: event.currentTarget.value === 'en' ? 'en' : 'tr' })}
        />
        {report !== undefined && <ReportOptions report={report} draft={draft} change={change} />}
      </div>
      {draft.about !== 'office' && <ClientFields draft={draft} change={change} />}
    </>
  );
}

/** The form of a connector, drawn from the fields that it declares. */
import { Checkbox, NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { IntegrationKind, Values } from './integrations-queries.ts';

type Field = IntegrationKind['fields'][number];

/** What a new form proposes. */
export function proposedValues(fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.flatMap(({ name, kind, fallback }): [string, string | number | boolean][] => {
      if (fallback === null) return kind === 'flag' ? [[name, false]] : [];
      if (kind === 'flag') return [[name, fallback === 'true']];
      return [[name, kind === 'number' ? Number(fallback) : fallback]];
    }),
  );
}

interface SettingFieldsProps {
  readonly fields: readonly Field[];
  readonly values: Values;
  /** Secret ones that are stored: left empty they stay. */
  readonly secretsSet: readonly string[];
  readonly onChange: (name: string, value: string | number | boolean) => void;
}

export function SettingFields({ fields, values, secretsSet, onChange }: SettingFieldsProps) {
  return fields.map((field) => (
    <SettingField
      key={field.name}
      field={field}
      value={values[field.name]}
      isStored={secretsSet.includes(field.name)}
      onChange={(value) => onChange(field.name, value)}
    />
  ));
}

interface SettingFieldProps {
  readonly field: Field;
  readonly value: string | number | boolean | undefined;
  readonly isStored: boolean;
  readonly onChange: (value: string | number | boolean) => void;
}

function SettingField({ field, value, isStored, onChange }: SettingFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const help = field.help === null ? undefined : format.pick(field.help.tr, field.help.en);
  const label = format.pick(field.label.tr, field.label.en);
  const required = field.required && !(field.kind === 'secret' && isStored);
  const common = { label, required, withAsterisk: false, description: help };
  const text = value === undefined ? '' : String(value);
  switch (field.kind) {
    case 'flag':
      return (
        <Checkbox
          label={label}
          description={help}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : '')}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          allowDeselect={!field.required}
          value={text === '' ? null : text}
          data={field.choices.map((choice) => ({
            value: choice.value,
            label: format.pick(choice.label.tr, choice.label.en),
          }))}
          onChange={(next) => onChange(next ?? '')}
        />
      );
    case 'secret':
      return (
        <PasswordInput
          {...common}
          autoComplete="new-password"
          placeholder={isStored ? t('integrations.dialog.stored') : undefined}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onPaste={(event) => {
            // A key has lines, which a field of one line would throw away.
            const pasted = event.clipboardData.getData('text');
            if (!pasted.includes('\n')) return;
            event.preventDefault();
            onChange(pasted);
          }}
        />
      );
    case 'long-text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={10}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

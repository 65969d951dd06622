/** To whom it goes and in which words. */
import { Checkbox, MultiSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ChangeDraft, type Draft, type Recipient, wrongAddresses } from './plan-draft.ts';
import type { Choices } from './schedules-queries.ts';

interface WhomFieldsProps {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly people: Choices['people'];
}

export function WhomFields({ draft, change, people }: WhomFieldsProps) {
  const { t } = useTranslation();
  const { recipients } = draft;
  const wrong = wrongAddresses(recipients);
  const others = (kind: Recipient['kind']) => recipients.filter((each) => each.kind !== kind);
  const has = (kind: Recipient['kind']) => recipients.some((each) => each.kind === kind);
  const toggle = (kind: 'client-users' | 'client-card', isOn: boolean) =>
    change({ recipients: isOn ? [...others(kind), { kind }] : others(kind) });
  return (
    <>
      <MultiSelect
        label={t('reportSchedules.form.people')}
        searchable
        value={recipients.flatMap((each) => (each.kind === 'person' ? [each.userId] : []))}
        data={people.map(({ userId, name }) => ({ value: userId, label: name }))}
        onChange={(userIds) =>
          change({
            recipients: [
              ...others('person'),
              ...userIds.map((userId) => ({ kind: 'person' as const, userId })),
            ],
          })
        }
      />
      {draft.about !== 'office' && (
        <>
          <Checkbox
            label={t('reportSchedules.form.clientUsers')}
            checked={has('client-users')}
            onChange={(event) => toggle('client-users', event.currentTarget.checked)}
          />
          <Checkbox
            label={t('reportSchedules.form.clientCard')}
            checked={has('client-card')}
            onChange={(event) => toggle('client-card', event.currentTarget.checked)}
          />
        </>
      )}
      <TagsInput
        label={t('reportSchedules.form.addresses')}
        description={t('reportSchedules.form.addressesHint')}
        error={wrong.length > 0 && t('reportSchedules.form.addressWrong', { address: wrong.join(', ') })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        value={recipients.flatMap((each) => (each.kind === 'address' ? [each.address] : []))}
        onChange={(addresses) =>
          change({
            recipients: [
              ...others('address'),
              ...addresses.map((address) => ({ kind: 'address' as const, address })),
            ],
          })
        }
      />
    </>
  );
}

export function TextFields({ draft, change }: Omit<WhomFieldsProps, 'people'>) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('reportSchedules.form.subject')}
        maxLength={200}
        value={draft.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('reportSchedules.form.body')}
        description={t('reportSchedules.form.fields')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={4}
        maxLength={4000}
        value={draft.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <Checkbox
        label={t('reportSchedules.form.attach')}
        description={t('reportSchedules.form.attachHint')}
        checked={draft.attach}
        onChange={(event) => change({ attach: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('reportSchedules.form.skipEmpty')}
        checked={draft.skipEmpty}
        onChange={(event) => change({ skipEmpty: event.currentTarget.checked })}
      />
    </>
  );
}

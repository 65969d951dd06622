/** The form in which a list of documents is narrowed; Enter applies it, Esc leaves it as it was. */
import { Button, Group, Modal, MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { FILTER_NAMES, type FilterParam, type Filters } from './filter-address.ts';
import { useFilterWords, useMembers } from './filter-words.ts';

/** The scenarios and types of GİB that documents mostly have; a link may name others. */
const PROFILES = [
  'TEMELFATURA',
  'TICARIFATURA',
  'EARSIVFATURA',
  'IHRACAT',
  'YOLCUBERABERFATURA',
  'HKS',
  'KAMU',
];
const TYPES = ['SATIS', 'IADE', 'TEVKIFAT', 'ISTISNA', 'OZELMATRAH', 'IHRACKAYITLI', 'SGK', 'TEVKIFATIADE'];

interface FilterFormProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly onClose: () => void;
}

type Draft = Partial<Record<FilterParam, string>>;

export function FilterForm({ filters, onChange, onClose }: FilterFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [draft, setDraft] = useState<Draft>(() => ({
    ...filters,
    ...(filters.enaz === undefined ? {} : { enaz: format.amount(filters.enaz) }),
    ...(filters.encok === undefined ? {} : { encok: format.amount(filters.encok) }),
  }));
  // Enter in a date field keeps the date and sends the form in one press: the form must know it at once.
  const latest = useRef(draft);
  const change = (next: Draft) => {
    latest.current = next;
    setDraft(next);
  };
  const set = (param: FilterParam) => (value: string | null) =>
    change({ ...latest.current, [param]: value ?? '' });
  const amountOf = (typed: string | undefined) => {
    const kurus = typed === undefined || typed.trim() === '' ? null : format.parse(typed);
    return kurus === null ? '' : kurusToDecimal(kurus);
  };
  const isBad = (param: 'enaz' | 'encok') =>
    (draft[param] ?? '').trim() !== '' && amountOf(draft[param]) === '';
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isBad('enaz') || isBad('encok')) return;
    const { enaz, encok, taraf, ...same } = latest.current;
    const next = { ...same, enaz: amountOf(enaz), encok: amountOf(encok), taraf: taraf?.trim() ?? '' };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('desk.filters.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={apply}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
          <TextInput
            size="xs"
            data-autofocus
            label={t('desk.filters.counterparty')}
            placeholder={t('desk.filters.counterpartyHint')}
            maxLength={100}
            value={draft.taraf ?? ''}
            onChange={(event) => set('taraf')(event.currentTarget.value)}
          />
          <Amounts draft={draft} set={set} isBad={isBad} />
          <DateField label={t('desk.filters.issuedFrom')} value={draft.ilk ?? ''} onChange={set('ilk')} />
          <DateField label={t('desk.filters.issuedTo')} value={draft.son ?? ''} onChange={set('son')} />
          <DateField
            label={t('desk.filters.receivedFrom')}
            value={draft.gelis ?? ''}
            onChange={set('gelis')}
          />
          <DateField
            label={t('desk.filters.receivedTo')}
            value={draft.gelisson ?? ''}
            onChange={set('gelisson')}
          />
          <Choices draft={draft} set={set} />
        </SimpleGrid>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={() => change({})}>
            {t('desk.filters.clear')}
          </Button>
          <Button type="submit">{t('desk.filters.apply')}</Button>
        </Group>
      </form>
    </Modal>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (param: FilterParam) => (value: string | null) => void;
}

function Amounts({ draft, set, isBad }: PartProps & { isBad: (param: 'enaz' | 'encok') => boolean }) {
  const { t } = useTranslation();
  const field = (param: 'enaz' | 'encok') => (
    <TextInput
      size="xs"
      label={t(param === 'enaz' ? 'desk.filters.amountFrom' : 'desk.filters.amountTo')}
      inputMode="decimal"
      error={isBad(param) ? t('desk.filters.badAmount') : undefined}
      value={draft[param] ?? ''}
      onChange={(event) => set(param)(event.currentTarget.value)}
    />
  );
  return (
    <>
      <Select
        size="xs"
        clearable
        label={t('desk.filters.currency')}
        placeholder={t('desk.filters.all')}
        data={[...new Set(['TRY', 'USD', 'EUR', 'GBP', ...(draft.doviz ? [draft.doviz] : [])])]}
        value={draft.doviz || null}
        onChange={set('doviz')}
      />
      {field('enaz')}
      {field('encok')}
    </>
  );
}

function Choices({ draft, set }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const members = useMembers();
  const word = useFilterWords();
  const one = (param: FilterParam, values: readonly string[]) => (
    <Select
      size="xs"
      clearable
      label={word.name(FILTER_NAMES[param])}
      placeholder={t('desk.filters.all')}
      data={values.map((value) => ({ value, label: word.value(param, value, format) }))}
      value={draft[param] || null}
      onChange={set(param)}
    />
  );
  const many = (param: FilterParam, values: readonly string[]) => {
    const chosen = (draft[param] ?? '').split(',').filter((value) => value !== '');
    return (
      <MultiSelect
        size="xs"
        clearable
        label={word.name(FILTER_NAMES[param])}
        placeholder={chosen.length === 0 ? t('desk.filters.all') : ''}
        data={[...new Set([...values, ...chosen])].map((value) => ({
          value,
          label: word.value(param, value, format),
        }))}
        value={chosen}
        onChange={(next) => set(param)(next.join(','))}
      />
    );
  };
  return (
    <>
      {one('tur', ['invoice', 'other', 'archive'])}
      {one('yon', ['alis', 'satis'])}
      {many('tip', TYPES)}
      {many('profil', PROFILES)}
      {many('bulgu', ['error', 'warning', 'info', 'none'])}
      {one('mukerrer', ['true', 'false'])}
      {one('faturasiz', ['true'])}
      {members.length > 0 && (
        <Select
          size="xs"
          clearable
          label={t('desk.filters.uploadedBy')}
          placeholder={t('desk.filters.all')}
          data={members.map((member) => ({ value: member.userId, label: member.name }))}
          value={draft.kim || null}
          onChange={set('kim')}
        />
      )}
    </>
  );
}

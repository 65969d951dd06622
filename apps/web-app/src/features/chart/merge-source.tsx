/** From what accounts are taken: a file, a template of the office, another client. */
import { Button, Checkbox, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { templatesQuery } from './chart-query.ts';

/** What was chosen, as it is asked for. */
export type Chosen =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'template'; readonly templateId: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly withCounterparties: boolean };

interface SourceProps {
  readonly onChoose: (chosen: Chosen | null) => void;
}

export function FileSource({ onChoose }: SourceProps) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  return (
    <div>
      <p className="soft">{t('chartLists.merge.fileHint')}</p>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".xlsx,.csv,text/csv"
        aria-label={t('chartLists.menu.file')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) {
            setName(file.name);
            onChoose({ kind: 'file', file });
          }
          // The same file once more, corrected, is to be noticed.
          event.currentTarget.value = '';
        }}
      />
      <Button
        mt="xs"
        variant="default"
        leftSection={<Icon name="upload" />}
        data-autofocus
        onClick={() => picker.current?.click()}
      >
        {name ?? t('chartLists.merge.chooseFile')}
      </Button>
    </div>
  );
}

export function TemplateSource({ onChoose }: SourceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const templates = useQuery(templatesQuery).data?.items;
  if (templates?.length === 0) return <p className="soft">{t('chartLists.merge.noTemplates')}</p>;
  return (
    <Select
      label={t('chartLists.merge.template')}
      placeholder={t('chartLists.merge.choose')}
      searchable
      data-autofocus
      data={(templates ?? []).map(({ id, name, accountCount }) => ({
        value: id,
        label: `${name} · ${t('chart.total', { n: format.count(accountCount) })}`,
      }))}
      onChange={(templateId) => onChoose(templateId === null ? null : { kind: 'template', templateId })}
    />
  );
}

export function ClientSource({ onChoose, except }: SourceProps & { except: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [withCounterparties, setWith] = useState(false);
  const [asked] = useDebouncedValue(chosen === null ? search.trim() : '', 150);
  const found = rowsOf(useInfiniteQuery(clientsQuery(asked)).data).filter(({ id }) => id !== except);
  const choose = (clientId: string | null, withThem: boolean) => {
    setChosen(clientId);
    setWith(withThem);
    onChoose(clientId === null ? null : { kind: 'client', clientId, withCounterparties: withThem });
  };
  return (
    <>
      <Select
        label={t('chartLists.merge.client')}
        placeholder={t('chartLists.merge.choose')}
        nothingFoundMessage={t('chartLists.merge.nobody')}
        searchable
        data-autofocus
        data={found.map(({ id, title, taxId }) => ({ value: id, label: `${title} · ${taxId}` }))}
        // The server has searched already, folding letters as it does everywhere.
        filter={({ options }) => options}
        onSearchChange={setSearch}
        onChange={(id) => choose(id, withCounterparties)}
      />
      <Checkbox
        size="xs"
        label={t('chartLists.merge.withCounterparties')}
        checked={withCounterparties}
        onChange={(event) => choose(chosen, event.currentTarget.checked)}
      />
    </>
  );
}

/** Asks to which client company documents are moved: a few letters, an arrow, Enter. */
import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../../api/queries.ts';

interface MoveDialogProps {
  readonly name: string;
  /** The client that the documents are of: not offered. Null where they are of several. */
  readonly fromClientId: string | null;
  readonly onClose: () => void;
  readonly onMove: (clientId: string) => void;
}

export function MoveDialog({ name, fromClientId, onClose, onMove }: MoveDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(chosen === null ? search : '', 150);
  const found = rowsOf(useInfiniteQuery(clientsQuery(asked)).data);
  const data = found
    .filter(({ id }) => id !== fromClientId)
    .map(({ id, title, taxId }) => ({ value: id, label: `${title} · ${taxId}` }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== null) onMove(chosen);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('acts.move.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Select
            label={t('acts.move.client')}
            placeholder={t('acts.move.placeholder')}
            nothingFoundMessage={t('acts.move.nothing')}
            searchable
            selectFirstOptionOnChange
            data-autofocus
            data={data}
            // The server has searched already, folding letters as it does everywhere.
            filter={({ options }) => options}
            value={chosen}
            onChange={setChosen}
            searchValue={search}
            onSearchChange={setSearch}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" disabled={chosen === null}>
              {t('acts.move.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Asks to which client company documents are moved: a few letters, an arrow, Enter. */
import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { clientsQuery, rowsOf } from '../../api/queries.ts';

type Client = ItemOf<'GET /clients'>;

interface MoveDialogProps {
  /** The document, or how many there are. */
  readonly name: string;
  /** The client that the documents are of: not offered. Null where they are of several. */
  readonly fromClientId: string | null;
  readonly onClose: () => void;
  readonly onMove: (client: Client) => void;
}

export function MoveDialog({ name, fromClientId, onClose, onMove }: MoveDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Client | null>(null);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(chosen === null ? search.trim() : '', 150);
  const found = rowsOf(useInfiniteQuery(clientsQuery(asked)).data).filter(({ id }) => id !== fromClientId);
  // Who was found by letters and chosen need not be among the first of all.
  const clients = chosen === null || found.some(({ id }) => id === chosen.id) ? found : [chosen, ...found];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== null) onMove(chosen);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t('documents.move.title')} · ${name}`}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Select
            label={t('documents.move.client')}
            placeholder={t('documents.move.placeholder')}
            nothingFoundMessage={t('documents.move.nothing')}
            searchable
            selectFirstOptionOnChange
            data-autofocus
            data={clients.map(({ id, title, taxId }) => ({ value: id, label: `${title} · ${taxId}` }))}
            // The server has searched already, folding letters as it does everywhere.
            filter={({ options }) => options}
            value={chosen?.id ?? null}
            onChange={(id) => setChosen(clients.find((client) => client.id === id) ?? null)}
            searchValue={search}
            onSearchChange={setSearch}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" disabled={chosen === null}>
              {t('documents.move.go')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

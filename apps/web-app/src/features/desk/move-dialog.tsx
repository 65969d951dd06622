/** Asks to which client documents are moved; clients are found by name or tax number as they are typed. */
import { Modal, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../api/queries.ts';

interface MoveDialogProps {
  readonly title: string;
  readonly exceptClientId: string;
  readonly onClose: () => void;
  readonly onMove: (client: { id: string; title: string }) => void;
}

export function MoveDialog({ title, exceptClientId, onClose, onMove }: MoveDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const clients = rowsOf(useInfiniteQuery(clientsQuery(typed.trim())).data).filter(
    (client) => client.id !== exceptClientId,
  );
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <Select
        searchable
        data-autofocus
        label={t('documents.detail.moveTo')}
        nothingFoundMessage={t('shell.search.none')}
        searchValue={typed}
        onSearchChange={setTyped}
        // The server has searched already, by folded letters.
        filter={({ options }) => options}
        data={clients.map((client) => ({ value: client.id, label: client.title }))}
        onChange={(id) => {
          const chosen = clients.find((client) => client.id === id);
          if (chosen !== undefined) onMove(chosen);
        }}
      />
    </Modal>
  );
}

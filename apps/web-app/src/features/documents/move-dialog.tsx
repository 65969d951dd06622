/** Asks to which client company documents are moved: a few letters, an arrow, Enter. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { ClientField } from '../clients/client-field.tsx';

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
          <ClientField
            label={t('documents.move.client')}
            placeholder={t('documents.move.placeholder')}
            data-autofocus
            chosen={chosen}
            withoutId={fromClientId}
            onChosen={setChosen}
            onTyped={() => setChosen(null)}
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

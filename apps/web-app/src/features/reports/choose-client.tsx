/** Chooses the client of a report: typed letters find it, among however many there are. */
import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientQuery, clientsQuery, rowsOf } from '../../api/queries.ts';

const PAUSE_MS = 150;

interface ChooseClientProps {
  readonly clientId: string | null;
  readonly onChosen: (clientId: string) => void;
}

export function ChooseClient({ clientId, onChosen }: ChooseClientProps) {
  const { t } = useTranslation();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed?.trim() ?? ''), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const chosen = useQuery({ ...clientQuery(clientId ?? ''), enabled: clientId !== null }).data;
  const found = rowsOf(useInfiniteQuery(clientsQuery(q)).data);
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        onChosen(value);
        setTyped(null);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          aria-label={t('reports.client')}
          placeholder={t('reports.findClient')}
          w={280}
          size="xs"
          value={typed ?? chosen?.title ?? ''}
          onFocus={(event) => {
            event.currentTarget.select();
            combobox.openDropdown();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            setTyped(null);
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('reports.chooseClient')}>
          {found.map((client) => (
            <Combobox.Option key={client.id} value={client.id} active={client.id === clientId}>
              {client.title} <span className="faint">{client.taxId}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

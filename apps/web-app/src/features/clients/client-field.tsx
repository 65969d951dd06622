/** A client company, found by letters among however many there are: letters, an arrow, Enter. */
import { Combobox, InputBase, type InputBaseProps, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { asProblem } from '../../api/problem.ts';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { useProblemText } from '../../ui/problem-note.tsx';

type Client = ItemOf<'GET /clients'>;

const PAUSE_MS = 150;
const NO_CLIENTS: readonly Client[] = [];

interface ClientFieldProps extends Pick<InputBaseProps, 'label' | 'size' | 'w'> {
  readonly 'aria-label'?: string;
  readonly 'data-autofocus'?: boolean;
  readonly placeholder: string;
  readonly chosen: Pick<Client, 'id' | 'title'> | null;
  readonly onChosen: (client: Client) => void;
  /** Letters were typed: whoever was chosen is no longer what the field says. */
  readonly onTyped?: () => void;
  /** Not offered. */
  readonly withoutId?: string | null;
}

/** The clients for these letters; none while they are asked for, so that nobody takes one that was found for others. */
function useFound(typed: string | null, withoutId: string | null) {
  const text = typed?.trim() ?? '';
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const { data, error, isPlaceholderData, isPending } = useInfiniteQuery(clientsQuery(asked));
  const isAsking = isPending || isPlaceholderData || asked !== text;
  const found = isAsking ? NO_CLIENTS : rowsOf(data).filter(({ id }) => id !== withoutId);
  return { isAsking, found, error };
}

/** Enter takes the best match once it is there, also where it was pressed before. */
export function ClientField({ chosen, onChosen, onTyped, withoutId = null, ...input }: ClientFieldProps) {
  const { t } = useTranslation();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [isHasty, setHasty] = useState(false);
  const { found, isAsking, error } = useFound(typed, withoutId);
  const problemText = useProblemText();
  // Whoever goes on typing after Enter means something else.
  const type = (text: string | null) => {
    setTyped(text);
    setHasty(false);
  };
  const close = () => {
    type(null);
    combobox.closeDropdown();
  };
  const choose = (id: string) => {
    const client = found.find((each) => each.id === id);
    if (client !== undefined) onChosen(client);
    close();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice follows what was found
  useEffect(() => {
    if (typed === null || isAsking) return;
    const [best] = found;
    if (isHasty && best !== undefined) choose(best.id);
    else if (typed !== '') combobox.selectFirstOption();
    setHasty(false);
  }, [typed, isAsking, found[0]?.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    // What was typed goes with the choices that it found.
    if (event.key === 'Escape') type(null);
    if (event.key !== 'Enter' || typed === null || typed === '' || combobox.getSelectedOptionIndex() !== -1)
      return;
    event.preventDefault();
    if (isAsking) setHasty(true);
    else if (found[0] !== undefined) choose(found[0].id);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <InputBase
          {...input}
          value={typed ?? chosen?.title ?? ''}
          onFocus={(event) => {
            event.currentTarget.select();
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={close}
          onChange={(event) => {
            type(event.currentTarget.value);
            onTyped?.();
            combobox.resetSelectedOption();
            combobox.openDropdown();
          }}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('shell.search.chooseClient')}>
          {found.map((client) => (
            <Combobox.Option key={client.id} value={client.id} active={client.id === chosen?.id}>
              {client.title} <span className="faint">{client.taxId}</span>
            </Combobox.Option>
          ))}
          {found.length === 0 && (
            <Combobox.Empty>
              {error === null
                ? t(isAsking ? 'shell.grid.loading' : 'shell.search.none')
                : problemText(asProblem(error)).what}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

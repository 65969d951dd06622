/** Chooses whose statement is shown: an account by code or name, or a counterparty with all its accounts; found as one types. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import uiClasses from '../../ui/ui.module.css';
import classes from './statements.module.css';

const SHOWN = 40;
const PAUSE_MS = 150;

/** What an ekstre is of, as the address says it. */
export type Whose = { readonly hesap: string } | { readonly vkn: string };

interface Option {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly whose: Whose;
}

interface ChooseCariProps {
  readonly clientId: string;
  /** Shown while nothing is typed. */
  readonly shown: string;
  readonly onChosen: (whose: Whose) => void;
}

function useOptions(clientId: string, typed: string): Option[] {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['accounts', clientId, 'found', q],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts', {
        params: { clientId },
        query: { q, limit: SHOWN },
        signal,
      }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  if (q === '') return [];
  const accounts = (data?.items ?? []).filter(({ code }) => code.length >= 3);
  const people = new Map(
    accounts.flatMap(({ counterpartyTaxId, name }) =>
      counterpartyTaxId === null ? [] : [[counterpartyTaxId, name] as const],
    ),
  );
  return [
    ...[...people].map(([vkn, name]) => ({
      id: vkn,
      code: vkn,
      name: t('statements.cari.all', { name }),
      whose: { vkn },
    })),
    ...accounts.map(({ code, name }) => ({ id: code, code, name, whose: { hesap: code } })),
  ];
}

export function ChooseCari({ clientId, shown, onChosen }: ChooseCariProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const options = useOptions(clientId, typed ?? '');
  const isOpen = typed !== null && options.length > 0;
  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    onChosen(option.whose);
    setTyped(null);
  };
  const press = (key: string): boolean => {
    if (key === 'ArrowDown') setActive((at) => Math.min(options.length - 1, at + 1));
    else if (key === 'ArrowUp') setActive((at) => Math.max(0, at - 1));
    else if (key === 'Enter') choose(options[active]);
    else if (key === 'Escape') setTyped(null);
    else return false;
    return true;
  };
  return (
    <span className={classes.choice}>
      <label className={uiClasses.search}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={t('statements.cari.choose')}
          aria-expanded={isOpen}
          aria-controls="cari-secenekleri"
          aria-activedescendant={isOpen ? `cari-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={t('statements.cari.chooseHint')}
          value={typed ?? shown}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onBlur={() => setTyped(null)}
          onKeyDown={(event) => press(event.key) && event.preventDefault()}
        />
      </label>
      {isOpen && (
        <div
          id="cari-secenekleri"
          role="listbox"
          aria-label={t('statements.cari.choose')}
          className={classes.options}
          tabIndex={-1}
        >
          {options.map((option, at) => (
            <div
              key={option.id}
              id={`cari-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              className={classes.option}
              ref={(node) => {
                if (at === active) node?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseMove={() => setActive(at)}
              onMouseDown={(event) => {
                // Before the field loses the focus and the list with it.
                event.preventDefault();
                choose(option);
              }}
            >
              <span>{option.code}</span>
              <span className="cut">{option.name}</span>
            </div>
          ))}
        </div>
      )}
    </span>
  );
}

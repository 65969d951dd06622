/** The account of a line: type a code or a name, choose, or open a new sub-account. */
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountNames } from './account-names.ts';
import { accountSearchQuery } from './account-queries.ts';
import classes from './editor.module.css';
import { matchAccounts } from './match-accounts.ts';
import { useLoadedChart } from './use-chart.ts';

const SHOWN = 40;
const NEW = '+';
const CODE = /^[1-9]\d{2}(\.\d{1,10})*$/;

interface AccountFieldProps {
  readonly clientId: string;
  readonly label: string;
  readonly value: string;
  readonly error: boolean;
  readonly onChange: (code: string) => void;
  /** Asked for a code that the chart does not have; without it none is opened here. */
  readonly onNew?: (code: string) => void;
  readonly autoFocus?: boolean;
  /** Enter goes on from here: an account was chosen, or the one that stands is kept. */
  readonly onMoveOn?: () => void;
}

export function AccountField(props: AccountFieldProps) {
  const { t } = useTranslation();
  const { value, onChange, onNew } = props;
  const nameOf = useContext(AccountNames);
  const chart = useLoadedChart(props.clientId);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  // Of a chart too long to be held the server finds, what is typed, and outside of a voucher what stands there.
  const asked = (typed ?? (nameOf === null ? value : '')).trim();
  const search = useQuery({
    ...accountSearchQuery(props.clientId, asked),
    enabled: chart.isCut && asked !== '',
  });
  const accounts = chart.isCut && asked !== '' ? (search.data?.items ?? []) : chart.accounts;
  const matches = typed === null ? [] : matchAccounts(accounts, typed, SHOWN);
  const name = nameOf?.(value) || accounts.find((account) => account.code === value)?.name;
  const isAsking = search.isFetching && typed !== null;
  const text = typed?.trim() ?? '';
  const isFast = isAsking && matches.length === 0 && CODE.test(text);
  const mayOpen =
    onNew !== undefined &&
    typed !== null &&
    !isAsking &&
    /^\d{3}(\.\d{1,10})+$/.test(typed) &&
    !accounts.some((account) => account.code === typed);
  const shown = typed ?? (name === undefined ? value : `${value} ${name}`);
  const isSearching = text !== '' && combobox.dropdownOpened;
  const input = useRef<HTMLInputElement>(null);
  // The name comes in after the field was entered: what is typed next still replaces the whole of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text shown is what the selection goes with
  useEffect(() => {
    if (typed === null && document.activeElement === input.current) input.current?.select();
  }, [shown, typed]);
  // Enter takes the best match, however the text came in: typed, pasted, or before the chart was there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: selection follows the list of matches
  useEffect(() => {
    if (typed !== null) combobox.selectFirstOption();
  }, [typed, matches.length]);
  const choose = (code: string) => {
    setTyped(null);
    combobox.closeDropdown();
    if (code.startsWith(NEW)) onNew?.(code.slice(NEW.length));
    else {
      onChange(code);
      props.onMoveOn?.();
    }
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal width={420} position="bottom-start">
      <Combobox.Target>
        <TextInput
          size="xs"
          aria-label={props.label}
          placeholder={t('review.voucher.account')}
          error={props.error}
          autoFocus={props.autoFocus ?? false}
          data-column="account"
          ref={input}
          value={shown}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !combobox.dropdownOpened) props.onMoveOn?.();
            // A whole code typed faster than it is found is taken; whether it is there the voucher tells.
            if (event.key === 'Enter' && isFast) {
              event.preventDefault();
              choose(text);
            }
            // The list is drawn a moment after the letters; whoever is faster gets the same match.
            const [best] = matches;
            const isAhead = isSearching && combobox.getSelectedOptionIndex() === -1;
            if (event.key === 'Enter' && isAhead && best !== undefined) {
              event.preventDefault();
              choose(best.code);
            }
            // Tab takes what Enter would, as in a spreadsheet, and goes on to the next field by itself.
            if (event.key === 'Tab' && !event.shiftKey && isSearching && matches.length > 0)
              combobox.clickSelectedOption();
            if (event.key !== 'Escape' || !combobox.dropdownOpened) return;
            // The first Esc closes the choices only; the next one leaves editing.
            event.preventDefault();
            setTyped(null);
            combobox.closeDropdown();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            const isEmptied = typed !== null && text === '' && value !== '';
            if (isFast || isEmptied || accounts.some((account) => account.code === text)) onChange(text);
            setTyped(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={t('review.voucher.account')}>
          {matches.map((account) => (
            <Combobox.Option key={account.code} value={account.code}>
              <span className={classes.accountChoice}>
                <span className={classes.code}>{account.code}</span>
                <span className="cut">{account.name}</span>
              </span>
            </Combobox.Option>
          ))}
          {mayOpen && (
            <Combobox.Option value={`${NEW}${typed}`}>
              {t('review.editing.newAccount', { code: typed })}
            </Combobox.Option>
          )}
          {matches.length === 0 && !mayOpen && !isAsking && (
            <Combobox.Empty>{t('review.editing.noAccount')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

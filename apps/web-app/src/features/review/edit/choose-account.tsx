/** Changing what a line is about in one go: its cost type or its counterparty, chosen by typing; a new counterparty is opened here. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Account, CARI_GROUPS, COST_GROUPS, isOfGroups } from './account-families.ts';
import { accountSearchQuery, MOST_FOUND } from './account-queries.ts';
import classes from './editor.module.css';
import { matchAccounts } from './match-accounts.ts';
import { NewCounterparty } from './new-counterparty.tsx';
import { useLoadedChart } from './use-chart.ts';

interface ChooseProps {
  readonly clientId: string;
  readonly what: 'cost' | 'counterparty';
  /** The account of the line now. */
  readonly accountCode: string;
  readonly onClose: () => void;
  readonly onChosen: (accountCode: string) => void;
}

function Choices({
  accounts,
  active,
  onActive,
  onChosen,
  label,
}: {
  accounts: readonly Account[];
  active: number;
  onActive: (index: number) => void;
  onChosen: (code: string) => void;
  label: string;
}) {
  return (
    <div role="listbox" id="hesap-secenekleri" aria-label={label} className={classes.choices} tabIndex={-1}>
      {accounts.map((account, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, by aria-activedescendant
        <div
          key={account.code}
          id={`hesap-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          ref={(node) => {
            if (index === active) node?.scrollIntoView({ block: 'nearest' });
          }}
          className={classes.choice}
          onMouseMove={() => onActive(index)}
          onClick={() => onChosen(account.code)}
        >
          <span className={classes.code}>{account.code}</span>
          <span className="cut">{account.name}</span>
          {account.counterpartyTaxId !== null && <span className="faint">{account.counterpartyTaxId}</span>}
        </div>
      ))}
    </div>
  );
}

export function ChooseAccount({ clientId, what, accountCode, onClose, onChosen }: ChooseProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [opening, setOpening] = useState(false);
  const groups = what === 'cost' ? COST_GROUPS : CARI_GROUPS;
  const { accounts, isCut } = useLoadedChart(clientId);
  const search = useQuery({ ...accountSearchQuery(clientId, typed.trim(), groups), enabled: isCut });
  const found = isCut
    ? (search.data?.items ?? [])
    : matchAccounts(
        accounts.filter((account) => isOfGroups(account.code, groups)),
        typed,
        MOST_FOUND,
      );
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(found.length - 1, active + by)));
      return;
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    // What stands there is of an earlier text: the answer is waited for.
    if (search.isPlaceholderData) return;
    const chosen = found[active];
    if (chosen !== undefined) onChosen(chosen.code);
    else if (what === 'counterparty') setOpening(true);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(opening ? 'edit.choose.newCounterparty' : `edit.choose.${what}`)}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {opening ? (
        <NewCounterparty
          clientId={clientId}
          typed={typed}
          accountCode={accountCode}
          onClose={() => setOpening(false)}
          onOpened={onChosen}
        />
      ) : (
        <>
          <TextInput
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls="hesap-secenekleri"
            aria-activedescendant={found.length === 0 ? undefined : `hesap-${active}`}
            label={t(`edit.choose.${what}Field`)}
            value={typed}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setActive(0);
            }}
          />
          <Choices
            accounts={found}
            active={active}
            onActive={setActive}
            onChosen={onChosen}
            label={t(`edit.choose.${what}`)}
          />
          {found.length === 0 && <p className="faint">{t('review.editing.noAccount')}</p>}
          {what === 'counterparty' && (
            <Button mt="xs" variant="default" onClick={() => setOpening(true)}>
              {t('edit.choose.openNew')}
            </Button>
          )}
        </>
      )}
    </Modal>
  );
}

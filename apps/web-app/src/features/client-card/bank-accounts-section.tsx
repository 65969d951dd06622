/** Where the client banks: IBAN checked as it is typed, the bank named by its code, the account of the chart. */
import { Button, NativeSelect } from '@mantine/core';
import { bankOfIban, ibanRemainder, plainIban, writtenIban } from '@muhasebi/accounting/vkn/iban.ts';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { SavedField } from '../../ui/saved-field.tsx';
import classes from './card.module.css';
import { SectionFrame } from './section-frame.tsx';
import { type Card, useSection } from './use-card.ts';

type BankAccount = Card['bankAccounts']['rows'][number];
type Sent = Omit<BankAccount, 'id'> & { readonly id?: string };

const BLANK: Sent = { iban: '', bankName: null, currency: 'TRY', accountCode: null };
const CURRENCIES = ['TRY', 'USD', 'EUR', 'GBP', 'CHF', 'JPY', 'SAR', 'RUB'];
const IBAN_LENGTH = 26;

function ibanWord(t: TFunction, typed: string) {
  const iban = plainIban(typed);
  if (iban === '') return { text: t('card.ibanShape'), tone: 'plain' as const, refuse: false };
  const missing = IBAN_LENGTH - iban.length;
  if (!/^TR\d*$/.test(iban) && iban !== 'T')
    return { text: t('card.ibanShape'), tone: 'wait' as const, refuse: true };
  if (missing > 0) return { text: t('card.ibanShort', { n: missing }), tone: 'plain' as const, refuse: true };
  if (missing < 0) return { text: t('card.ibanLong', { n: -missing }), tone: 'wait' as const, refuse: true };
  const remainder = ibanRemainder(iban);
  if (remainder !== 1) return { text: t('card.ibanBad', { remainder }), tone: 'wait' as const, refuse: true };
  const bank = bankOfIban(iban);
  const holds = bank === null ? t('card.ibanOk') : `${t('card.ibanOk')} · ${bank}`;
  return { text: holds, tone: 'done' as const, refuse: false };
}

interface RowProps {
  readonly row: Sent;
  readonly accounts: { value: string; label: string }[];
  readonly disabled: boolean;
  readonly onChange: (row: Sent) => void;
  readonly onRemove: () => void;
}

function BankAccountRow({ row, accounts, disabled, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const currencies = CURRENCIES.includes(row.currency) ? CURRENCIES : [...CURRENCIES, row.currency];
  return (
    <li className={classes.bankRow}>
      <SavedField
        label={t('card.iban')}
        value={row.iban === '' ? '' : writtenIban(row.iban)}
        disabled={disabled}
        required={row.id !== undefined}
        maxLength={40}
        word={(typed) => ibanWord(t, typed)}
        onSave={(typed) => {
          const iban = plainIban(typed);
          if (iban === row.iban) return;
          onChange({ ...row, iban, bankName: bankOfIban(iban) ?? row.bankName });
        }}
      />
      <SavedField
        label={t('card.bank')}
        value={row.bankName ?? ''}
        disabled={disabled}
        maxLength={120}
        onSave={(value) => onChange({ ...row, bankName: value === '' ? null : value })}
      />
      <NativeSelect
        label={t('card.currency')}
        disabled={disabled}
        value={row.currency}
        data={currencies}
        onChange={(event) => onChange({ ...row, currency: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('card.account')}
        disabled={disabled}
        value={row.accountCode ?? ''}
        data={[{ value: '', label: t('card.noAccount') }, ...accounts]}
        onChange={(event) => onChange({ ...row, accountCode: event.currentTarget.value || null })}
      />
      {!disabled && (
        <button
          type="button"
          className={classes.iconButton}
          aria-label={`${t('card.removeRow')}: ${writtenIban(row.iban)}`}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  );
}

export function BankAccountsSection({
  clientId,
  bankAccounts,
  disabled,
}: {
  clientId: string;
  bankAccounts: Card['bankAccounts'];
  disabled: boolean;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Sent | null>(null);
  const banks = useQuery({
    queryKey: ['accounts', clientId, 'banks'],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/accounts', {
        params: { clientId },
        query: { leafOnly: 'true', under: '102' },
        signal,
      }),
  }).data?.items;
  const accounts = (banks ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const { save, conflict, reload } = useSection<BankAccount, Sent>({
    clientId,
    name: t('card.section.bankAccounts'),
    section: bankAccounts,
    put: (etag, rows) =>
      api.call('PUT /clients/:clientId/card/bank-accounts', { params: { clientId }, body: { etag, rows } }),
    place: (card, saved) => ({ ...card, bankAccounts: { etag: saved.etag, rows: [...saved.rows] } }),
  });
  const { rows } = bankAccounts;
  const changeDraft = (row: Sent) => {
    if (row.iban === '') {
      setDraft(row);
      return;
    }
    setDraft(null);
    save([...rows, row]);
  };
  return (
    <SectionFrame
      id="bankalar"
      title={t('card.section.bankAccounts')}
      conflict={conflict}
      onReload={() => void reload()}
      acts={
        !disabled && (
          <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setDraft(BLANK)}>
            {t('card.addBank')}
          </Button>
        )
      }
    >
      {rows.length === 0 && draft === null && <p className="soft">{t('card.noBank')}</p>}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <BankAccountRow
            key={row.id}
            row={row}
            accounts={accounts}
            disabled={disabled}
            onChange={(changed) => save(rows.map((each) => (each.id === row.id ? changed : each)))}
            onRemove={() => save(rows.filter((each) => each.id !== row.id))}
          />
        ))}
        {draft !== null && (
          <BankAccountRow
            row={draft}
            accounts={accounts}
            disabled={disabled}
            onChange={changeDraft}
            onRemove={() => setDraft(null)}
          />
        )}
      </ul>
    </SectionFrame>
  );
}

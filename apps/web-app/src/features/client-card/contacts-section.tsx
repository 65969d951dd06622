/** Whom to call at the client; each field is saved when it is left. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { SavedField } from '../../ui/saved-field.tsx';
import classes from './card.module.css';
import { SectionFrame } from './section-frame.tsx';
import { type Card, useSection } from './use-card.ts';

type Contact = Card['contacts']['rows'][number];
type Sent = Omit<Contact, 'id'> & { readonly id?: string };

const BLANK: Sent = { name: '', role: null, email: null, phone: null };

interface RowProps {
  readonly row: Sent;
  readonly disabled: boolean;
  readonly onChange: (row: Sent) => void;
  readonly onRemove: () => void;
}

function ContactRow({ row, disabled, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const shared = { disabled };
  const text = (key: 'role' | 'email' | 'phone') => ({
    ...shared,
    value: row[key] ?? '',
    onSave: (value: string) => onChange({ ...row, [key]: value === '' ? null : value }),
  });
  return (
    <li className={classes.row}>
      <SavedField
        label={t('card.contactName')}
        {...shared}
        value={row.name}
        maxLength={120}
        required={row.id !== undefined}
        onSave={(name) => onChange({ ...row, name })}
      />
      <SavedField label={t('card.contactRole')} maxLength={80} {...text('role')} />
      <SavedField label={t('card.phone')} inputMode="tel" maxLength={40} {...text('phone')} />
      <SavedField label={t('card.email')} inputMode="email" maxLength={254} {...text('email')} />
      {!disabled && (
        <button
          type="button"
          className={classes.iconButton}
          aria-label={`${t('card.removeRow')}: ${row.name}`}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  );
}

export function ContactsSection({
  clientId,
  contacts,
  disabled,
}: {
  clientId: string;
  contacts: Card['contacts'];
  disabled: boolean;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Sent | null>(null);
  const { save, conflict, reload } = useSection<Contact, Sent>({
    clientId,
    name: t('card.section.contacts'),
    section: contacts,
    put: (etag, rows) =>
      api.call('PUT /clients/:clientId/card/contacts', { params: { clientId }, body: { etag, rows } }),
    place: (card, saved) => ({ ...card, contacts: { etag: saved.etag, rows: [...saved.rows] } }),
  });
  const { rows } = contacts;
  const changeDraft = (row: Sent) => {
    // Without a name there is nobody yet.
    if (row.name === '') {
      setDraft(row);
      return;
    }
    setDraft(null);
    save([...rows, row]);
  };
  return (
    <SectionFrame
      id="kisiler"
      title={t('card.section.contacts')}
      conflict={conflict}
      onReload={() => void reload()}
      acts={
        !disabled && (
          <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setDraft(BLANK)}>
            {t('card.addContact')}
          </Button>
        )
      }
    >
      {rows.length === 0 && draft === null && <p className="soft">{t('card.noContacts')}</p>}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <ContactRow
            key={row.id}
            row={row}
            disabled={disabled}
            onChange={(changed) => save(rows.map((each) => (each.id === row.id ? changed : each)))}
            onRemove={() => save(rows.filter((each) => each.id !== row.id))}
          />
        ))}
        {draft !== null && (
          <ContactRow
            row={draft}
            disabled={disabled}
            onChange={changeDraft}
            onRemove={() => setDraft(null)}
          />
        )}
      </ul>
    </SectionFrame>
  );
}

/** Who sells and who buys: the seller of the client's card with where it stands, the buyer found or typed. */

import { useDebouncedValue } from '@mantine/hooks';
import type { DraftParty, PostalAddress } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { useQuery } from '@tanstack/react-query';
import { useContext, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taxIdWord } from '../../ui/tax-id-word.ts';
import { FaultsAt, TextField } from './fields.tsx';
import type { InvoiceForm } from './invoice-form.ts';
import classes from './issued.module.css';
import { type Buyer, buyersQuery } from './issued-queries.ts';

type Change = (change: Partial<InvoiceForm>) => void;
const orNull = (text: string) => (text === '' ? null : text);

const PLACES = ['street', 'building', 'district', 'city', 'country'] as const;

function AddressFields<T extends PostalAddress>({
  at,
  address,
  onChange,
}: {
  at: string;
  address: T;
  onChange: (address: T) => void;
}) {
  const { t } = useTranslation();
  return PLACES.map((part) => (
    <TextField
      key={part}
      place={`${at}.${part}`}
      label={t(`issuedInvoices.party.${part}`)}
      value={address[part] ?? ''}
      maxLength={part === 'street' ? 200 : 40}
      onChange={(value) =>
        onChange({ ...address, [part]: part === 'country' && at !== 'buyer' ? value : orNull(value) })
      }
    />
  ));
}

/** Known buyers, offered below the name while it is typed; choosing one fills all of its fields. */
function BuyerName({
  clientId,
  buyer,
  onChange,
}: {
  clientId: string;
  buyer: DraftParty;
  onChange: (to: Buyer) => void;
}) {
  const { t } = useTranslation();
  const list = useId();
  const [words] = useDebouncedValue(buyer.name, 250);
  const known = useQuery(buyersQuery(clientId, words.slice(0, 100))).data?.items ?? [];
  const take = (name: string) => {
    const found = known.find((each) => each.name === name);
    onChange(found ?? { ...buyer, name, country: buyer.country ?? '' });
  };
  return (
    <div className={classes.wide}>
      <TextField
        place="customer.name"
        label={t('issuedInvoices.party.name')}
        value={buyer.name}
        maxLength={300}
        onChange={take}
        list={list}
        autoComplete="off"
      />
      <datalist id={list}>
        {known.map(({ taxId, name }) => (
          <option key={taxId} value={name}>
            {taxId}
          </option>
        ))}
      </datalist>
    </div>
  );
}

export function BuyerFields({
  clientId,
  form,
  onChange,
}: {
  clientId: string;
  form: InvoiceForm;
  onChange: Change;
}) {
  const { t } = useTranslation();
  const { customer } = form;
  const set = (to: DraftParty) => onChange({ customer: to });
  const word = taxIdWord(t, customer.taxId);
  if (form.buyer !== null) return <ForeignFields form={form} onChange={onChange} />;
  return (
    <fieldset className={classes.part}>
      <legend>{t('issuedInvoices.buyer')}</legend>
      <BuyerName clientId={clientId} buyer={customer} onChange={set} />
      <div>
        <TextField
          place="customer.taxId"
          label={t('issuedInvoices.party.taxId')}
          value={customer.taxId}
          numeric
          onChange={(taxId) => set({ ...customer, taxId: taxId.replace(/\D/g, '').slice(0, 11) })}
        />
        <span className={classes.word} aria-live="polite" data-tone={word.tone}>
          {word.text}
        </span>
      </div>
      <TextField
        place="customer.taxOffice"
        label={t('issuedInvoices.party.taxOffice')}
        value={customer.taxOffice ?? ''}
        maxLength={80}
        onChange={(value) => set({ ...customer, taxOffice: orNull(value) })}
      />
      <AddressFields at="customer" address={customer} onChange={set} />
      <TextField
        place="customer.email"
        label={t('issuedInvoices.party.email')}
        value={customer.email ?? ''}
        maxLength={254}
        onChange={(value) => set({ ...customer, email: orNull(value) })}
      />
    </fieldset>
  );
}

const TERMS = ['incoterms', 'transportMode', 'packageType', 'packageCount'] as const;

/** The buyer abroad, and what customs must know. */
function ForeignFields({ form, onChange }: { form: InvoiceForm; onChange: Change }) {
  const { t } = useTranslation();
  const { buyer, export: terms } = form;
  if (buyer === null || terms === null) return null;
  return (
    <fieldset className={classes.part}>
      <legend>{t('issuedInvoices.buyerAbroad')}</legend>
      <div className={classes.wide}>
        <TextField
          place="buyer.name"
          label={t('issuedInvoices.party.name')}
          value={buyer.name}
          maxLength={300}
          onChange={(name) => onChange({ buyer: { ...buyer, name } })}
        />
      </div>
      <TextField
        place="buyer.companyId"
        label={t('issuedInvoices.party.companyId')}
        value={buyer.companyId ?? ''}
        maxLength={60}
        onChange={(value) => onChange({ buyer: { ...buyer, companyId: orNull(value) } })}
      />
      <AddressFields at="buyer" address={buyer} onChange={(to) => onChange({ buyer: to })} />
      {TERMS.map((term) => (
        <TextField
          key={term}
          place={`export.${term}`}
          label={t(`issuedInvoices.export.${term}`)}
          value={terms[term] ?? ''}
          maxLength={5}
          onChange={(value) =>
            onChange({
              export: { ...terms, [term]: term.startsWith('package') ? orNull(value) : value.toUpperCase() },
            })
          }
        />
      ))}
    </fieldset>
  );
}

/** Open where something is wrong or absent; else it says who it is in one line. */
export function SellerFields({ form, onChange }: { form: InvoiceForm; onChange: Change }) {
  const { t } = useTranslation();
  const { supplier } = form;
  const faults = useContext(FaultsAt);
  const isWrong = [...faults.keys()].some((place) => place.startsWith('supplier.'));
  const [wasWhole] = useState(supplier.district !== null && supplier.city !== null);
  const set = (to: DraftParty) => onChange({ supplier: to });
  return (
    <details className={classes.seller} open={isWrong || !wasWhole || undefined}>
      <summary>
        {t('issuedInvoices.seller')}: <strong>{supplier.name}</strong> · {supplier.taxId}
        {supplier.city !== null && ` · ${supplier.city}`}
      </summary>
      <div className={classes.part}>
        <AddressFields at="supplier" address={supplier} onChange={set} />
        <TextField
          place="supplier.taxOffice"
          label={t('issuedInvoices.party.taxOffice')}
          value={supplier.taxOffice ?? ''}
          maxLength={80}
          onChange={(value) => set({ ...supplier, taxOffice: orNull(value) })}
        />
      </div>
    </details>
  );
}

/** What many invoices do without: order, despatches, the means of payment, and a sale over the internet. */
import { ActionIcon, Button } from '@mantine/core';
import type { InternetSale, NumberedDocument } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { ChoiceField, FaultsAt, TextField } from './fields.tsx';
import { Day } from './head-fields.tsx';
import type { InvoiceForm } from './invoice-form.ts';
import classes from './issued.module.css';

interface MoreProps {
  readonly form: InvoiceForm;
  readonly onChange: (change: Partial<InvoiceForm>) => void;
}

const orNull = (text: string) => (text === '' ? null : text);
const NOTHING: NumberedDocument = { number: '', issueDate: '' };
/** UN/ECE 4461, those most used first. */
const MEANS = [
  ['42', 'transfer'],
  ['10', 'cash'],
  ['20', 'cheque'],
  ['48', 'card'],
  ['1', 'noContract'],
  ['ZZZ', 'other'],
] as const;

function useMeans(value: string) {
  const { t } = useTranslation();
  const known: { value: string; label: string }[] = MEANS.map(([code, word]) => ({
    value: code,
    label: t(`issuedInvoices.payment.means.${word}`),
  }));
  const isKnown = value === '' || known.some((choice) => choice.value === value);
  return isKnown ? known : [...known, { value, label: value }];
}

interface NumberedProps {
  readonly place: string;
  readonly label: string;
  readonly dayLabel: string;
  readonly value: NumberedDocument;
  readonly onChange: (value: NumberedDocument) => void;
}

function Numbered({ place, label, dayLabel, value, onChange }: NumberedProps) {
  return (
    <>
      <TextField
        place={`${place}.number`}
        label={label}
        value={value.number}
        maxLength={60}
        onChange={(number) => onChange({ ...value, number })}
      />
      <Day
        place={`${place}.issueDate`}
        label={dayLabel}
        value={value.issueDate}
        onChange={(issueDate) => onChange({ ...value, issueDate })}
      />
    </>
  );
}

function Despatches({ form, onChange }: MoreProps) {
  const { t } = useTranslation();
  const { despatches } = form;
  return (
    <fieldset className={classes.part}>
      <legend>{t('issuedInvoices.despatches')}</legend>
      {despatches.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name than their place
        <div key={index} className={classes.numbered}>
          <Numbered
            place={`despatches[${index}]`}
            label={t('issuedInvoices.despatch')}
            dayLabel={t('issuedInvoices.despatchDate')}
            value={each}
            onChange={(to) =>
              onChange({ despatches: despatches.map((one, at) => (at === index ? to : one)) })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('issuedInvoices.removeDespatch', { n: index + 1 })}
            onClick={() => onChange({ despatches: despatches.filter((_, at) => at !== index) })}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      {despatches.length < 50 && (
        <Button
          size="compact-sm"
          variant="subtle"
          className={classes.addMore ?? ''}
          leftSection={<Icon name="plus" />}
          onClick={() => onChange({ despatches: [...despatches, NOTHING] })}
        >
          {t('issuedInvoices.addDespatch')}
        </Button>
      )}
    </fieldset>
  );
}

const NO_SALE: InternetSale = {
  website: '',
  paymentMeansCode: '48',
  paymentDate: null,
  sentOn: null,
  carrier: null,
};

/** Of a sale over the internet (VUK 509 Sıra No.lu Genel Tebliğ); under the profile of e-Arşiv alone. */
function Internet({ form, onChange }: MoreProps) {
  const { t } = useTranslation();
  const { earchive, issueDate } = form;
  const sale = earchive?.internet ?? null;
  const means = useMeans(sale?.paymentMeansCode ?? '');
  if (earchive === null) return null;
  const set = (internet: InternetSale | null) => onChange({ earchive: { ...earchive, internet } });
  const carrier = sale?.carrier ?? { taxId: '', name: '' };
  const carry = (change: Partial<typeof carrier>) => {
    const to = { ...carrier, ...change };
    if (sale !== null) set({ ...sale, carrier: to.taxId === '' && to.name === '' ? null : to });
  };
  return (
    <fieldset className={classes.part}>
      <legend>
        <label className={classes.tick}>
          <input
            type="checkbox"
            checked={sale !== null}
            onChange={(event) =>
              set(
                event.currentTarget.checked
                  ? { ...NO_SALE, paymentDate: issueDate, sentOn: issueDate }
                  : null,
              )
            }
          />
          {t('issuedInvoices.internet.title')}
        </label>
      </legend>
      {sale !== null && (
        <>
          <TextField
            place="earchive.internet.website"
            label={t('issuedInvoices.internet.website')}
            value={sale.website}
            maxLength={200}
            onChange={(website) => set({ ...sale, website })}
          />
          <ChoiceField
            place="earchive.internet.paymentMeansCode"
            label={t('issuedInvoices.payment.how')}
            value={sale.paymentMeansCode}
            choices={means}
            onChange={(paymentMeansCode) => set({ ...sale, paymentMeansCode })}
          />
          <Day
            place="earchive.internet.paymentDate"
            label={t('issuedInvoices.internet.paidOn')}
            value={sale.paymentDate ?? ''}
            onChange={(value) => set({ ...sale, paymentDate: orNull(value) })}
          />
          <Day
            place="earchive.internet.sentOn"
            label={t('issuedInvoices.internet.sentOn')}
            value={sale.sentOn ?? ''}
            onChange={(value) => set({ ...sale, sentOn: orNull(value) })}
          />
          <TextField
            place="earchive.internet.carrier"
            label={t('issuedInvoices.internet.carrierTaxId')}
            value={carrier.taxId}
            numeric
            onChange={(taxId) => carry({ taxId: taxId.replace(/\D/g, '').slice(0, 11) })}
          />
          <TextField
            place="earchive.internet.carrier.name"
            label={t('issuedInvoices.internet.carrierName')}
            value={carrier.name}
            maxLength={200}
            onChange={(name) => carry({ name })}
          />
        </>
      )}
    </fieldset>
  );
}

/** Folded where nothing of it is stated; a fault in it opens it. */
export function MoreFields({ form, onChange }: MoreProps) {
  const { t } = useTranslation();
  const faults = useContext(FaultsAt);
  const isWrong = [...faults.keys()].some((place) =>
    /^(order|despatches|iban|payment|earchive\.)/.test(place),
  );
  const [began] = useState(
    form.order !== null || form.despatches.length > 0 || (form.earchive?.internet ?? null) !== null,
  );
  const means = useMeans(form.paymentMeansCode ?? '');
  return (
    <details className={classes.seller} open={isWrong || began || undefined}>
      <summary>{t(form.earchive === null ? 'issuedInvoices.more' : 'issuedInvoices.moreInternet')}</summary>
      <div className={classes.parts}>
        <fieldset className={classes.part}>
          <legend>{t('issuedInvoices.payment.title')}</legend>
          <ChoiceField
            place="paymentMeansCode"
            label={t('issuedInvoices.payment.how')}
            value={form.paymentMeansCode ?? ''}
            choices={[{ value: '', label: t('issuedInvoices.payment.none') }, ...means]}
            onChange={(value) => onChange({ paymentMeansCode: orNull(value) })}
          />
          <TextField
            place="iban"
            label={t('issuedInvoices.iban')}
            value={form.iban ?? ''}
            maxLength={40}
            onChange={(value) => onChange({ iban: orNull(value) })}
          />
          <Numbered
            place="order"
            label={t('issuedInvoices.order')}
            dayLabel={t('issuedInvoices.orderDate')}
            value={form.order ?? NOTHING}
            onChange={(order) => onChange({ order })}
          />
        </fieldset>
        <Despatches form={form} onChange={onChange} />
        <Internet form={form} onChange={onChange} />
      </div>
    </details>
  );
}

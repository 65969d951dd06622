/** The head of an invoice: profile, type, days, currency with its rate of the day, and what it answers. */

import { useDebouncedValue } from '@mantine/hooks';
import {
  DRAFT_PROFILES,
  DRAFT_TYPES,
  type DraftProfile,
  type DraftType,
  isReturnType,
} from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useContext, useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDecimalText } from '../../format/amount.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ChoiceField, FaultsAt, idOfPlace, TextField } from './fields.tsx';
import { type InvoiceForm, withProfile, withType } from './invoice-form.ts';
import classes from './issued.module.css';
import { rateQuery, receivedQuery } from './issued-queries.ts';

interface HeadProps {
  readonly form: InvoiceForm;
  readonly onChange: (change: Partial<InvoiceForm>) => void;
}

const CURRENCIES = ['TRY', 'USD', 'EUR', 'GBP', 'CHF', 'JPY', 'RUB', 'SAR', 'AED', 'CNY'];

/** A day with its label and what is wrong with it. */
export function Day({
  place,
  label,
  value,
  onChange,
}: {
  place: string;
  label: string;
  value: string;
  onChange: (to: string) => void;
}) {
  const fault = useContext(FaultsAt).get(place);
  return (
    <div className={classes.day} id={idOfPlace(place)} data-wrong={fault !== undefined || undefined}>
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <DateField hideLabel label={label} value={value} onChange={onChange} />
      {fault !== undefined && <span className={classes.fault}>{fault}</span>}
    </div>
  );
}

/** TCMB's rate of the day is put in where none was typed; another day or currency asks again. */
function RateField({ form, onChange }: HeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, isError } = useQuery(rateQuery(form.currency, form.issueDate));
  const rate = data?.currency === form.currency ? data.rate : undefined;
  const isOpen = form.exchangeRate === '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is put in once it is known, not whenever it is cleared
  useEffect(() => {
    if (rate !== undefined && isOpen) onChange({ exchangeRate: formatDecimalText(rate, format.language, 4) });
  }, [rate, form.currency]);
  return (
    <div>
      <TextField
        place="exchangeRate"
        label={t('issuedInvoices.rate')}
        value={form.exchangeRate}
        numeric
        onChange={(exchangeRate) => onChange({ exchangeRate })}
      />
      <span className={classes.word}>
        {isError
          ? t('issuedInvoices.rateUnknown')
          : data !== undefined &&
            t('issuedInvoices.rateOf', { day: format.date(data.rateDate), rate: format.rate(data.rate) })}
      </span>
    </div>
  );
}

/** The invoice that goes back: of one that was received here, buyer and lines are taken over. */
function ReturnedFields({ clientId, form, onChange }: HeadProps & { readonly clientId: string }) {
  const { t } = useTranslation();
  const list = useId();
  const [first = { number: '', issueDate: '' }, ...rest] = form.returns;
  const set = (change: Partial<typeof first>) => onChange({ returns: [{ ...first, ...change }, ...rest] });
  const [words] = useDebouncedValue(first.number, 250);
  const known = useQuery(receivedQuery(clientId, words.trim())).data?.items ?? [];
  const found = known.find(({ documentNo }) => documentNo === first.number);
  return (
    <>
      <div>
        <TextField
          place="returns[0].number"
          label={t('issuedInvoices.returnedNumber')}
          value={first.number}
          maxLength={16}
          list={list}
          autoComplete="off"
          onChange={(number) => set({ number: number.toUpperCase() })}
        />
        <datalist id={list}>
          {known.map(({ id, documentNo, counterpartyName }) => (
            <option key={id} value={documentNo ?? ''}>
              {counterpartyName}
            </option>
          ))}
        </datalist>
        {found !== undefined && (
          <Link
            className={classes.word}
            to="/mukellefler/$clientId/fatura-kes/fatura"
            params={{ clientId }}
            search={{ iade: found.id }}
          >
            {t('issuedInvoices.takeOver')}
          </Link>
        )}
      </div>
      <Day
        place="returns[0].issueDate"
        label={t('issuedInvoices.returnedDate')}
        value={first.issueDate}
        onChange={(issueDate) => set({ issueDate })}
      />
    </>
  );
}

export function HeadFields({ clientId, form, onChange }: HeadProps & { readonly clientId: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.part}>
      <ChoiceField
        place="profile"
        label={t('issuedInvoices.profile')}
        value={form.profile}
        choices={DRAFT_PROFILES.map((value) => ({ value, label: t(`issuedInvoices.profiles.${value}`) }))}
        onChange={(value) => onChange(withProfile(form, value as DraftProfile))}
      />
      <ChoiceField
        place="type"
        label={t('issuedInvoices.type')}
        value={form.type}
        choices={DRAFT_TYPES.map((value) => ({ value, label: t(`issuedInvoices.types.${value}`) }))}
        onChange={(value) => onChange(withType(form, value as DraftType))}
      />
      <Day
        place="issueDate"
        label={t('issuedInvoices.issueDate')}
        value={form.issueDate}
        onChange={(issueDate) => onChange({ issueDate })}
      />
      <Day
        place="dueDate"
        label={t('issuedInvoices.dueDate')}
        value={form.dueDate ?? ''}
        onChange={(value) => onChange({ dueDate: value === '' ? null : value })}
      />
      <ChoiceField
        place="currency"
        label={t('issuedInvoices.currency')}
        value={form.currency}
        choices={[...new Set([form.currency, ...CURRENCIES])].map((value) => ({ value, label: value }))}
        onChange={(currency) => onChange({ currency, exchangeRate: '' })}
      />
      {form.currency !== 'TRY' && <RateField form={form} onChange={onChange} />}
      {form.earchive !== null && (
        <ChoiceField
          place="earchive"
          label={t('issuedInvoices.sending')}
          value={form.earchive.sendingType}
          choices={(['ELEKTRONIK', 'KAGIT'] as const).map((value) => ({
            value,
            label: t(`issuedInvoices.sendings.${value}`),
          }))}
          onChange={(value) =>
            onChange({
              earchive: {
                internet: form.earchive?.internet ?? null,
                sendingType: value as 'ELEKTRONIK' | 'KAGIT',
              },
            })
          }
        />
      )}
      {form.certificate !== null && (
        <>
          <TextField
            place="certificate.number"
            label={t('issuedInvoices.investment.certificate')}
            value={form.certificate.number}
            maxLength={6}
            onChange={(number) =>
              onChange({
                certificate: { issueDate: '', ...form.certificate, number: number.replace(/\D/g, '') },
              })
            }
          />
          <Day
            place="certificate.issueDate"
            label={t('issuedInvoices.investment.certificateDate')}
            value={form.certificate.issueDate}
            onChange={(issueDate) =>
              onChange({ certificate: { number: '', ...form.certificate, issueDate } })
            }
          />
        </>
      )}
      {isReturnType(form.type) && <ReturnedFields clientId={clientId} form={form} onChange={onChange} />}
    </div>
  );
}

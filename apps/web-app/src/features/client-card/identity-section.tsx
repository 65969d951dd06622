/** Who the client is: title, numbers, address, and what its books begin with. */
import { mersisNoFromText, naceCodeFromText } from '@muhasebi/accounting/vkn/company-codes.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { MONTHS } from '../../format/use-month-name.ts';
import { SavedField } from '../../ui/saved-field.tsx';
import { taxIdWord } from '../../ui/tax-id-word.ts';
import { Choice } from '../office-settings/settings-sections.tsx';
import classes from './card.module.css';
import { SectionFrame } from './section-frame.tsx';
import { type Card, type IdentityChange, useIdentity } from './use-card.ts';

const LEGAL = [
  'sahis',
  'adi-ortaklik',
  'limited',
  'anonim',
  'kollektif',
  'komandit',
  'kooperatif',
  'dernek-vakif',
  'diger',
] as const;

interface IdentityProps {
  readonly client: Card['client'];
  readonly disabled: boolean;
}

type TextKey = 'tradeName' | 'address' | 'phone' | 'email';

function useTaxOffices(): readonly string[] {
  const mayWrite = useCan()('client:write');
  const query = useQuery({
    queryKey: ['tax-offices'],
    enabled: mayWrite,
    staleTime: 60_000,
    queryFn: ({ signal }) => api.call('GET /tax-offices', { signal }),
  });
  return query.data?.items ?? [];
}

export function IdentitySection({ client, disabled }: IdentityProps) {
  const { t } = useTranslation();
  const { save, conflict, reload } = useIdentity(client.id);
  const taxOffices = useTaxOffices();
  const field = (key: TextKey, more: object = {}) => (
    <SavedField
      label={t(`card.${key}`)}
      value={client[key] ?? ''}
      disabled={disabled}
      onSave={(value) => save(key, t(`card.${key}`), value === '' ? null : value)}
      {...more}
    />
  );
  return (
    <SectionFrame id="kimlik" title={t('card.identity')} conflict={conflict} onReload={() => void reload()}>
      <div className={classes.grid}>
        <div className={classes.wide}>
          <SavedField
            label={t('card.name')}
            value={client.title}
            disabled={disabled}
            required
            onSave={(value) => save('title', t('card.name'), value)}
          />
        </div>
        <SavedField
          label={t('card.taxId')}
          value={client.taxId}
          disabled={disabled}
          required
          inputMode="numeric"
          maxLength={11}
          word={(typed) => ({ ...taxIdWord(t, typed), refuse: !/^\d{10,11}$/.test(typed.trim()) })}
          onSave={(value) => save('taxId', t('card.taxId'), value)}
        />
        <SavedField
          label={t('card.taxOffice')}
          value={client.taxOffice ?? ''}
          disabled={disabled}
          maxLength={100}
          suggestions={taxOffices}
          onSave={(value) => save('taxOffice', t('card.taxOffice'), value)}
        />
        <Choice
          label={t('card.legalType')}
          value={client.legalType ?? 'yok'}
          disabled={disabled}
          data={[
            { value: 'yok', label: t('card.none') },
            ...LEGAL.map((value) => ({ value, label: t(`card.legal.${value}`) })),
          ]}
          onChange={(value) =>
            save(
              'legalType',
              t('card.legalType'),
              (value === 'yok' ? null : value) as NonNullable<IdentityChange['legalType']> | null,
            )
          }
        />
        {field('tradeName')}
        <Numbers client={client} disabled={disabled} save={save} />
        {field('phone', { inputMode: 'tel', maxLength: 40 })}
        {field('email', { inputMode: 'email', maxLength: 254 })}
        <div className={classes.wide}>{field('address', { maxLength: 300 })}</div>
        <Books client={client} disabled={disabled} save={save} />
      </div>
    </SectionFrame>
  );
}

type Save = ReturnType<typeof useIdentity>['save'];

function Numbers({ client, disabled, save }: IdentityProps & { save: Save }) {
  const { t } = useTranslation();
  return (
    <>
      <SavedField
        label={t('card.nace')}
        value={client.naceCode ?? ''}
        disabled={disabled}
        maxLength={10}
        word={(typed) => {
          const wrong = typed.trim() !== '' && naceCodeFromText(typed) === null;
          return {
            text: t(wrong ? 'card.naceBad' : 'card.naceHint'),
            tone: wrong ? 'wait' : 'plain',
            refuse: wrong,
          };
        }}
        onSave={(value) => save('naceCode', t('card.nace'), value)}
      />
      <SavedField
        label={t('card.mersis')}
        value={client.mersisNo ?? ''}
        disabled={disabled}
        inputMode="numeric"
        maxLength={24}
        word={(typed) => {
          const wrong = typed.trim() !== '' && mersisNoFromText(typed) === null;
          const n = typed.replace(/\D/g, '').length;
          return {
            text: wrong ? t('card.mersisBad', { n }) : ' ',
            tone: wrong ? 'wait' : 'plain',
            refuse: wrong,
          };
        }}
        onSave={(value) => save('mersisNo', t('card.mersis'), value)}
      />
    </>
  );
}

function Books({ client, disabled, save }: IdentityProps & { save: Save }) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        label={t('card.fiscalYear')}
        value={String(client.fiscalYearStartMonth)}
        disabled={disabled}
        data={MONTHS.map((month, index) => ({
          value: String(index + 1),
          label: t(`shell.months.${month}`),
        }))}
        onChange={(value) => save('fiscalYearStartMonth', t('card.fiscalYear'), Number(value))}
      />
      <Choice
        label={t('card.purchases')}
        value={client.purchaseDefault}
        disabled={disabled}
        data={[
          { value: 'expense', label: t('card.expense') },
          { value: 'merchandise', label: t('card.merchandise') },
        ]}
        onChange={(value) =>
          save('purchaseDefault', t('card.purchases'), value === 'merchandise' ? 'merchandise' : 'expense')
        }
      />
    </>
  );
}

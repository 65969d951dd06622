/** The office's settings: identity and letterhead, defaults, rules of signing in; each is saved when it is left. */
import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SavedField } from '../../ui/saved-field.tsx';
import { taxIdWord } from '../../ui/tax-id-word.ts';
import { MissingRules } from '../official-rules/lazy-rules.tsx';
import { Logo } from './logo.tsx';
import classes from './office-settings.module.css';
import { Choice, DefaultsSection, SecuritySection } from './settings-sections.tsx';
import { type Change, useSettings } from './use-settings.ts';

const empty = (value: string) => (value === '' ? null : value);

type TextKey =
  | 'taxOffice'
  | 'address'
  | 'phone'
  | 'email'
  | 'website'
  | 'signerName'
  | 'signerNumber'
  | 'letterheadText';

export function OfficeSettingsPage() {
  const { t } = useTranslation();
  const { query, mayWrite, save, take } = useSettings();
  const settings = query.data;
  if (query.isError)
    return (
      <Page title={t('admin.settings.title')}>
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  if (settings === undefined)
    return (
      <Page title={t('admin.settings.title')}>
        <div className={classes.sections}>
          <Skeleton height={520} />
        </div>
      </Page>
    );
  const disabled = !mayWrite;
  const field = (key: TextKey, more: object = {}) => (
    <SavedField
      label={t(`admin.settings.${key}`)}
      value={settings[key] ?? ''}
      disabled={disabled}
      onSave={(value) => save(key, t(`admin.settings.${key}`), empty(value))}
      {...more}
    />
  );
  return (
    <Page
      title={t('admin.settings.title')}
      sub={disabled ? t('admin.settings.readOnly') : undefined}
      acts={
        mayWrite && (
          <Button variant="default" component={Link} to="/ofis-ayarlari/makineler">
            {t('admin.settings.machines')}
          </Button>
        )
      }
    >
      <div className={classes.sections}>
        <section aria-labelledby="kimlik">
          <h2 id="kimlik">{t('admin.settings.identity')}</h2>
          <p className="soft">{t('admin.settings.identityHint')}</p>
          <Logo settings={settings} disabled={disabled} onChanged={take} />
          <div className={classes.grid}>
            <SavedField
              label={t('admin.settings.name')}
              value={settings.name}
              disabled={disabled}
              required
              onSave={(value) => save('name', t('admin.settings.name'), value)}
            />
            <SavedField
              label={t('admin.settings.taxId')}
              value={settings.taxId ?? ''}
              disabled={disabled}
              inputMode="numeric"
              maxLength={11}
              word={(typed) => ({
                ...taxIdWord(t, typed),
                refuse: typed !== '' && !/^\d{10,11}$/.test(typed.trim()),
              })}
              onSave={(value) => save('taxId', t('admin.settings.taxId'), empty(value))}
            />
            {field('taxOffice', { maxLength: 100 })}
            {field('phone', { inputMode: 'tel', maxLength: 40 })}
            {field('email', { inputMode: 'email' })}
            {field('website', { inputMode: 'url' })}
            <div className={classes.wide}>{field('address', { maxLength: 300 })}</div>
            <div className={classes.wide}>
              {field('letterheadText', {
                lines: 3,
                maxLength: 500,
                hint: t('admin.settings.letterheadHint'),
              })}
            </div>
          </div>
          <h3>{t('admin.settings.signer')}</h3>
          <div className={classes.grid}>
            <Choice
              label={t('admin.settings.signerTitle')}
              value={settings.signerTitle ?? 'yok'}
              disabled={disabled}
              data={[
                { value: 'yok', label: t('admin.settings.signerNone') },
                { value: 'SMMM', label: 'SMMM' },
                { value: 'YMM', label: 'YMM' },
              ]}
              onChange={(value) =>
                save(
                  'signerTitle',
                  t('admin.settings.signerTitle'),
                  (value === 'yok' ? null : value) as NonNullable<Change['signerTitle']> | null,
                )
              }
            />
            {field('signerName', { maxLength: 120 })}
            {field('signerNumber', { maxLength: 40 })}
          </div>
        </section>
        <DefaultsSection settings={settings} disabled={disabled} save={save} />
        <SecuritySection settings={settings} disabled={disabled} save={save} />
      </div>
      <MissingRules />
    </Page>
  );
}

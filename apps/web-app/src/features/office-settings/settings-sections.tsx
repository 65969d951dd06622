/** The defaults of new clients and pages, and the office's rules of signing in. */
import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { MONTHS } from '../../format/use-month-name.ts';
import classes from './office-settings.module.css';
import type { Settings, useSettings } from './use-settings.ts';

interface SectionProps {
  readonly settings: Settings;
  readonly disabled: boolean;
  readonly save: ReturnType<typeof useSettings>['save'];
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly data: { value: string; label: string }[];
  readonly disabled: boolean;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/** One of a few; saved when it is chosen. */
export function Choice({ label, value, data, disabled, hint, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      label={label}
      value={value}
      data={data}
      disabled={disabled}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Where offices of our clients sit, and UTC; any other zone that was set by the API is shown beside them. */
const ZONES = [
  'Europe/Istanbul',
  'Asia/Nicosia',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Baku',
  'Asia/Dubai',
  'UTC',
];

export function DefaultsSection({ settings, disabled, save }: SectionProps) {
  const { t } = useTranslation();
  const name = (key: 'fiscalYear' | 'purchases' | 'language' | 'lateDay' | 'timeZone') =>
    t(`admin.settings.${key}`);
  return (
    <section aria-labelledby="varsayilanlar">
      <h2 id="varsayilanlar">{t('admin.settings.defaults')}</h2>
      <p className="soft">{t('admin.settings.defaultsHint')}</p>
      <div className={classes.grid}>
        <Choice
          label={name('fiscalYear')}
          value={String(settings.fiscalYearStartMonth)}
          disabled={disabled}
          data={MONTHS.map((month, index) => ({
            value: String(index + 1),
            label: t(`shell.months.${month}`),
          }))}
          onChange={(value) => save('fiscalYearStartMonth', name('fiscalYear'), Number(value))}
        />
        <Choice
          label={name('purchases')}
          value={settings.purchaseDefault}
          disabled={disabled}
          data={[
            { value: 'expense', label: t('admin.settings.expense') },
            { value: 'merchandise', label: t('admin.settings.merchandise') },
          ]}
          onChange={(value) =>
            save('purchaseDefault', name('purchases'), value === 'merchandise' ? 'merchandise' : 'expense')
          }
        />
        <Choice
          label={name('language')}
          value={settings.language}
          disabled={disabled}
          hint={t('admin.settings.languageHint')}
          data={[
            { value: 'tr', label: t('admin.settings.turkish') },
            { value: 'en', label: t('admin.settings.english') },
          ]}
          onChange={(value) => save('language', name('language'), value === 'en' ? 'en' : 'tr')}
        />
        <Choice
          label={name('lateDay')}
          value={String(settings.lateDay)}
          disabled={disabled}
          hint={t('admin.settings.lateDayHint')}
          data={Array.from({ length: 29 }, (_, day) => ({ value: String(day), label: String(day) }))}
          onChange={(value) => save('lateDay', name('lateDay'), Number(value))}
        />
        <Choice
          label={name('timeZone')}
          value={settings.timeZone}
          disabled={disabled}
          hint={t('admin.settings.timeZoneHint')}
          data={[...new Set([...ZONES, settings.timeZone])].map((zone) => ({ value: zone, label: zone }))}
          onChange={(value) => save('timeZone', name('timeZone'), value)}
        />
      </div>
    </section>
  );
}

const IDLE_HOURS = [1, 4, 8, 24, 72, 168, 336];

export function SecuritySection({ settings, disabled, save }: SectionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const idle = t('admin.settings.idle');
  const require = t('admin.settings.requireFactor');
  const hours = IDLE_HOURS.includes(settings.sessionIdleHours)
    ? IDLE_HOURS
    : [...IDLE_HOURS, settings.sessionIdleHours].sort((a, b) => a - b);
  return (
    <section aria-labelledby="guvenlik">
      <h2 id="guvenlik">{t('admin.settings.security')}</h2>
      <Switch
        label={require}
        description={t('admin.settings.requireFactorHint')}
        disabled={disabled}
        checked={settings.secondFactorRequired}
        onChange={(event) => save('secondFactorRequired', require, event.currentTarget.checked)}
      />
      {me?.user.secondFactor === false && !disabled && (
        <p style={{ color: 'var(--wait)' }}>{t('admin.settings.requireSelf')}</p>
      )}
      <div className={classes.grid}>
        <Choice
          label={idle}
          value={String(settings.sessionIdleHours)}
          disabled={disabled}
          data={hours.map((n) => ({
            value: String(n),
            label:
              n % 24 === 0
                ? t('admin.settings.idleDays', { n: format.count(n / 24) })
                : t('admin.settings.idleHours', { n: format.count(n) }),
          }))}
          onChange={(value) => save('sessionIdleHours', idle, Number(value))}
        />
      </div>
    </section>
  );
}

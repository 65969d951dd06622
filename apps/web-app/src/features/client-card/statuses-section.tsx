/** What the client is registered as and since when; a change begins on a day, and what held before is kept. */
import { Button, NativeSelect } from '@mantine/core';
import { validOn } from '@muhasebi/accounting/donem/valid-on.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './card.module.css';
import { SectionFrame } from './section-frame.tsx';
import { changedFrom, endedOn, type SentRow, type StatusRow, type StatusSection } from './status-rows.ts';
import { useSection } from './use-card.ts';

const VALUES = {
  'e-fatura': ['kayitli'],
  'e-arsiv': ['kayitli'],
  'e-irsaliye': ['kayitli'],
  'e-defter': ['kayitli'],
  defter: ['bilanco', 'isletme', 'serbest-meslek', 'basit-usul'],
  'kdv-donemi': ['aylik', 'uc-aylik', 'yok'],
  'muhtasar-donemi': ['aylik', 'uc-aylik', 'yok'],
  tevkifat: ['belirlenmis-alici', 'kdv-mukellefi'],
} as const satisfies Record<StatusSection['kind'], readonly string[]>;

type Value = (typeof VALUES)[keyof typeof VALUES][number];
const asValue = (text: string) => text as Value;

interface ChangeFormProps {
  readonly section: StatusSection;
  readonly current: StatusRow | undefined;
  readonly onSave: (rows: SentRow[]) => void;
  readonly onClose: () => void;
}

function ChangeForm({ section, current, onSave, onClose }: ChangeFormProps) {
  const { t } = useTranslation();
  const values: readonly Value[] = VALUES[section.kind];
  const [value, setValue] = useState<string>(
    values.find((each) => each !== current?.value) ?? values[0] ?? '',
  );
  const [from, setFrom] = useState(isoToday(new Date()));
  const ending = values.length === 1 && current !== undefined;
  const apply = () => {
    if (from === '') return;
    onSave(ending ? endedOn(section.rows, from) : changedFrom(section.rows, value, from));
    onClose();
  };
  return (
    <form
      className={classes.inline}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      {values.length > 1 && (
        <NativeSelect
          label={t('card.value')}
          size="xs"
          value={value}
          data={values.map((each) => ({ value: each, label: t(`card.values.${each}`) }))}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <DateField label={t(ending ? 'card.endOn' : 'card.changeFrom')} value={from} onChange={setFrom} />
      <Button type="submit" size="xs" disabled={from === ''}>
        {t('card.apply')}
      </Button>
      <Button size="xs" variant="default" onClick={onClose}>
        {t('card.cancel')}
      </Button>
    </form>
  );
}

function History({
  rows,
  onRemove,
}: {
  rows: readonly StatusRow[];
  onRemove: ((id: string) => void) | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes.history} aria-label={t('card.history')}>
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            {t(`card.values.${asValue(row.value)}`)}{' '}
            <span className="soft">
              {row.validTo === null
                ? t('card.since', { from: format.date(row.validFrom) })
                : t('card.between', { from: format.date(row.validFrom), to: format.date(row.validTo) })}
            </span>
          </span>
          {onRemove !== null && (
            <button
              type="button"
              className={classes.iconButton}
              aria-label={`${t('card.removeRow')}: ${t(`card.values.${asValue(row.value)}`)} ${format.date(row.validFrom)}`}
              onClick={() => onRemove(row.id)}
            >
              <Icon name="cross" size={14} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function StatusLine({ clientId, section, disabled }: StatusLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { kind } = section;
  const name = t(`card.kinds.${kind}`);
  const { save, conflict, reload } = useSection<StatusRow, SentRow>({
    clientId,
    name,
    section,
    put: (etag, rows) =>
      api.call('PUT /clients/:clientId/card/statuses/:kind', {
        params: { clientId, kind },
        body: { etag, rows },
      }),
    place: (card, saved) => ({
      ...card,
      statuses: card.statuses.map((each) =>
        each.kind === kind ? { ...each, ...saved, rows: [...saved.rows] } : each,
      ),
    }),
  });
  const current = validOn(section.rows, isoToday(new Date()));
  const ending = VALUES[kind].length === 1 && current !== undefined;
  const act = ending ? t('card.end') : t(current === undefined ? 'card.begin' : 'card.change');
  const remove = (id: string) => save(section.rows.filter((row) => row.id !== id));
  return (
    <li className={classes.status}>
      <div className={classes.statusHead}>
        <strong>{name}</strong>
        <span>
          {current === undefined ? (
            <span className="faint">{t('card.notNow')}</span>
          ) : (
            <>
              {t(`card.values.${asValue(current.value)}`)}{' '}
              <span className="soft">{t('card.since', { from: format.date(current.validFrom) })}</span>
            </>
          )}
        </span>
        {!disabled && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${act}: ${name}`}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {act}
          </Button>
        )}
      </div>
      {conflict && <SectionConflict onReload={() => void reload()} />}
      {open && (
        <ChangeForm section={section} current={current} onSave={save} onClose={() => setOpen(false)} />
      )}
      {section.rows.length > (current === undefined ? 0 : 1) || (open && section.rows.length > 0) ? (
        <History rows={section.rows} onRemove={disabled ? null : remove} />
      ) : null}
    </li>
  );
}

interface StatusLineProps {
  readonly clientId: string;
  readonly section: StatusSection;
  readonly disabled: boolean;
}

function SectionConflict({ onReload }: { onReload: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.conflict}>
      <Icon name="warn" />
      <div>
        <strong>{t('card.conflict')}</strong>
      </div>
      <Button size="xs" variant="default" onClick={onReload}>
        {t('card.reload')}
      </Button>
    </div>
  );
}

export function StatusesSection({
  clientId,
  statuses,
  disabled,
}: {
  clientId: string;
  statuses: readonly StatusSection[];
  disabled: boolean;
}) {
  const { t } = useTranslation();
  return (
    <SectionFrame id="durumlar" title={t('card.section.statuses')} hint={t('card.section.statusesHint')}>
      <ul className={classes.statuses}>
        {statuses.map((section) => (
          <StatusLine key={section.kind} clientId={clientId} section={section} disabled={disabled} />
        ))}
      </ul>
    </SectionFrame>
  );
}

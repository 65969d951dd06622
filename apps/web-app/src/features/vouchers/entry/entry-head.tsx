/** The head of a voucher that is written: date, type, description, and whether its month takes entries. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../../api/queries.ts';
import { isoToday, parseDate } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import { StateWord } from '../../../ui/small.tsx';
import { PeriodNote } from '../../review/edit/period-note.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import classes from './entry.module.css';

const TYPES = [
  'mahsup',
  'tahsil',
  'tediye',
  'acilis',
  'kapanis',
] as const satisfies readonly Voucher['type'][];

export function EntryHead({ clientId, edit }: { clientId: string; edit: Edit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { draft } = edit;
  const [isTyped, setTyped] = useState(false);
  const iso = parseDate(draft.date, Number(isoToday(new Date()).slice(0, 4)));
  const isBad = iso === null && !isTyped;
  return (
    <div className={classes.head}>
      <TextInput
        size="xs"
        label={t('review.voucher.date')}
        value={draft.date}
        error={isBad}
        data-field="date"
        onFocus={(event) => {
          setTyped(true);
          event.currentTarget.select();
        }}
        onChange={(event) => edit.change({ ...draft, date: event.currentTarget.value }, 'date')}
        onBlur={() => {
          setTyped(false);
          const tidy = iso === null ? draft.date : format.date(iso);
          if (tidy !== draft.date) edit.change({ ...draft, date: tidy }, 'date');
        }}
      />
      <NativeSelect
        size="xs"
        label={t('entry.type')}
        value={draft.type}
        data={TYPES.map((value) => ({ value, label: t(`ledger.vouchers.type.${value}`) }))}
        onChange={(event) => {
          const type = TYPES.find((each) => each === event.currentTarget.value);
          if (type !== undefined) edit.change({ ...draft, type }, 'type');
        }}
      />
      <TextInput
        size="xs"
        label={t('review.voucher.description')}
        maxLength={250}
        value={draft.description}
        onChange={(event) => edit.change({ ...draft, description: event.currentTarget.value }, 'description')}
      />
      <div className={classes.period}>
        {isBad ? (
          <span role="alert">
            <StateWord icon="wrong" tone="wrong">
              {t('entry.badDate')}
            </StateWord>
          </span>
        ) : (
          <PeriodNote clientId={clientId} date={iso} />
        )}
      </div>
    </div>
  );
}

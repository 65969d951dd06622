/** The head of a voucher that is written: date, type, description, and whether its month takes entries. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../../api/queries.ts';
import { isoToday, parseDate } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
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

export function EntryHead({ clientId, edit, bad }: { clientId: string; edit: Edit; bad: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { draft } = edit;
  const iso = parseDate(draft.date, Number(isoToday(new Date()).slice(0, 4)));
  return (
    <div className={classes.head}>
      <TextInput
        size="xs"
        label={t('review.voucher.date')}
        value={draft.date}
        error={bad ? t('review.editing.badDate') : null}
        data-field="date"
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => edit.change({ ...draft, date: event.currentTarget.value }, 'date')}
        onBlur={() => {
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
        <PeriodNote clientId={clientId} date={iso} />
      </div>
    </div>
  );
}

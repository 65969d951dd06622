/** The last step: the series, what is still wrong, and the word that nothing is signed or sent by it. */
import { Button, TextInput } from '@mantine/core';
import type { DraftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { idOfPlace } from './fields.tsx';
import classes from './issued.module.css';
import type { Series } from './issued-queries.ts';

/** Faults of the form; each leads to its field. */
export function Faults({ faults }: { faults: readonly DraftFault[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={classes.faults}>
      <strong>{t('issuedInvoices.faults', { n: faults.length })}</strong>
      <ul>
        {faults.map(({ place, message, messageEn }) => (
          <li key={`${place} ${message}`}>
            <button type="button" onClick={() => focusPlace(place)}>
              {placeWord(
                place,
                t('issuedInvoices.line.n', { n: Number(/^lines\[(\d+)\]/.exec(place)?.[1] ?? 0) + 1 }),
              )}
              {format.pick(message, messageEn)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const placeWord = (place: string, line: string): string => (place.startsWith('lines[') ? `${line}: ` : '');

function focusPlace(place: string): void {
  const found = document.getElementById(idOfPlace(place));
  const field = found?.matches('input, select, textarea') === false ? found.querySelector('input') : found;
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

interface IssueProps {
  readonly series: Series;
  readonly year: number;
  readonly busy: boolean;
  readonly onIssue: (series: string, lastSequence: number | undefined) => void;
}

/** The series used last is proposed; a new one may go on from another program's last number. */
export function IssuePanel({ series, year, busy, onIssue }: IssueProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(
    series.find((each) => each.year === year)?.series ?? series[0]?.series ?? '',
  );
  const [last, setLast] = useState('');
  const begun = series.find((each) => each.series === name && each.year === year);
  const isWhole = /^[A-Z0-9]{3}$/.test(name);
  const next = (begun?.lastSequence ?? (Number(last) || 0)) + 1;
  const issue = () => {
    if (isWhole && !busy) onIssue(name, begun === undefined && last !== '' ? Number(last) : undefined);
  };
  useKeys([{ key: 'mod+Enter', label: t('issuedInvoices.issue'), run: issue }]);
  return (
    <div className={classes.issue}>
      <TextInput
        size="xs"
        label={t('issuedInvoices.series')}
        placeholder={t('issuedInvoices.seriesExample')}
        maxLength={3}
        value={name}
        onChange={(event) => setName(event.currentTarget.value.toUpperCase().replace(/[^A-Z0-9]/g, ''))}
      />
      {begun === undefined && (
        <TextInput
          size="xs"
          label={t('issuedInvoices.lastSequence')}
          inputMode="numeric"
          value={last}
          onChange={(event) => setLast(event.currentTarget.value.replace(/\D/g, '').slice(0, 9))}
        />
      )}
      <Button disabled={!isWhole} loading={busy} leftSection={<Icon name="check" />} onClick={issue}>
        {t('issuedInvoices.issue')}
        <KeyCap>Ctrl+↵</KeyCap>
      </Button>
      <p className="soft">
        {isWhole &&
          t('issuedInvoices.nextNumber', { number: `${name}${year}${String(next).padStart(9, '0')}` })}{' '}
        {t('issuedInvoices.notSent')}
      </p>
    </div>
  );
}

/** The last step: the series, what is still wrong, and the word that nothing is signed or sent by it. */
import { Button, TextInput } from '@mantine/core';
import type { DraftFault } from '@muhasebi/accounting/duzenleme/draft-fault.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { officialRulesQuery } from '../official-rules/rules-query.ts';
import { idOfPlace } from './fields.tsx';
import classes from './issued.module.css';
import type { Series } from './issued-queries.ts';

interface FaultsProps {
  readonly faults: readonly DraftFault[];
  /** What happened; where it is left out, how many there are. */
  readonly words?: string;
  /** Before the field is gone to. */
  readonly onLead?: () => void;
}

/** Faults of the form; each leads to its field. */
export function Faults({ faults, words, onLead }: FaultsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={classes.faults}>
      <strong>{words ?? t('issuedInvoices.faults', { n: faults.length })}</strong>
      <ul>
        {faults.map(({ place, message, messageEn }) => (
          <li key={`${place} ${message}`}>
            <button
              type="button"
              onClick={() => {
                onLead?.();
                // After what stands before the form has left.
                setTimeout(() => focusPlace(place), onLead === undefined ? 0 : 250);
              }}
            >
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
  // A part of the form that is folded opens.
  const folded = field?.closest('details');
  if (folded != null) folded.open = true;
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

interface IssueProps {
  readonly series: Series;
  readonly year: number;
  readonly busy: boolean;
  readonly onIssue: (series: string, lastSequence: number | undefined) => void;
  readonly looking: boolean;
  readonly onPreview: () => void;
}

/** The series used last is proposed; a new one may go on from another program's last number. */
export function IssuePanel({ series, year, busy, onIssue, looking, onPreview }: IssueProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(
    series.find((each) => each.year === year)?.series ?? series[0]?.series ?? '',
  );
  const [last, setLast] = useState('');
  const rules = useQuery(officialRulesQuery).data;
  const begun = series.find((each) => each.series === name && each.year === year);
  const isWhole = /^[A-Z0-9]{3}$/.test(name);
  const next = (begun?.lastSequence ?? (Number(last) || 0)) + 1;
  const issue = () => {
    if (isWhole && !busy) onIssue(name, begun === undefined && last !== '' ? Number(last) : undefined);
  };
  useKeys([
    { key: 'mod+Enter', label: t('issuedInvoices.issue'), run: issue },
    { key: 'alt+p', label: t('issuedInvoices.preview.open'), run: onPreview },
  ]);
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
      <Button variant="default" loading={looking} onClick={onPreview}>
        {t('issuedInvoices.preview.open')}
        <KeyCap>Alt+P</KeyCap>
      </Button>
      <Button disabled={!isWhole} loading={busy} leftSection={<Icon name="check" />} onClick={issue}>
        {t('issuedInvoices.issue')}
        <KeyCap>Ctrl+↵</KeyCap>
      </Button>
      <p className="soft">
        {isWhole &&
          t('issuedInvoices.nextNumber', { number: `${name}${year}${String(next).padStart(9, '0')}` })}{' '}
        {t('issuedInvoices.notSent')}
      </p>
      {rules?.installed.length === 0 && <p className="soft">{t('issuedInvoices.official.not-asked')}</p>}
    </div>
  );
}

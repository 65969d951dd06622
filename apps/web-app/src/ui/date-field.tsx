/** A date typed as people type it ("23.11", "23112026"), given as ISO when it can be read. */
import { useEffect, useState } from 'react';
import { isoToday, parseDate } from '../format/date.ts';
import { useFormat } from '../format/use-format.ts';
import classes from './ui.module.css';

interface DateFieldProps {
  readonly label: string;
  /** ISO, or empty. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
  readonly hideLabel?: boolean;
}

export function DateField({ label, value, onChange, hideLabel = false }: DateFieldProps) {
  const format = useFormat();
  const shown = value === '' ? '' : format.date(value);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const iso = parseDate(typed, Number(isoToday(new Date()).slice(0, 4)));
  const keep = () => {
    if (typed.trim() === '') onChange('');
    else if (iso === null) setTyped(shown);
    else {
      setTyped(format.date(iso));
      if (iso !== value) onChange(iso);
    }
  };
  return (
    <label className={classes.field} data-wide={!hideLabel || undefined}>
      {!hideLabel && <span>{label}</span>}
      <input
        aria-label={label}
        aria-invalid={typed.trim() !== '' && iso === null}
        placeholder={label}
        inputMode="numeric"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
    </label>
  );
}

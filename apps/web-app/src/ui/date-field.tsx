/** A date typed as people type it ("23.11", "23112026"), given as ISO when it can be read. */
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isoToday, parseDate } from '../format/date.ts';
import { useFormat } from '../format/use-format.ts';

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
    <TextInput
      size="xs"
      w={hideLabel ? 104 : '100%'}
      label={hideLabel ? undefined : label}
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      error={typed.trim() !== '' && iso === null}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}

/** An amount of a line as it is typed, made tidy when it is left. */
import { TextInput } from '@mantine/core';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useFormat } from '../../../format/use-format.ts';
import classes from './editor.module.css';

export function AmountField({
  label,
  placeholder,
  column,
  value,
  error,
  onChange,
}: {
  label: string;
  /** Shown on a phone, where the columns have no heads. */
  placeholder: string;
  column: string;
  value: string;
  error: boolean;
  onChange: (value: string) => void;
}) {
  const format = useFormat();
  return (
    <TextInput
      size="xs"
      className={classes.amount ?? ''}
      inputMode="decimal"
      aria-label={label}
      placeholder={placeholder}
      data-column={column}
      error={error}
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => {
        const kurus = format.parse(value);
        const tidy = kurus === null ? value : kurus === 0n ? '' : format.amount(kurusToDecimal(kurus));
        if (tidy !== value) onChange(tidy);
      }}
    />
  );
}

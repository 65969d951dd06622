/** The field of a tax number (VKN or TCKN): digits alone, and what is said of them while they are typed. */
import { TextInput, type TextInputProps } from '@mantine/core';
import type { Word } from './tax-id-word.ts';

interface TaxIdFieldProps extends Pick<TextInputProps, 'autoFocus' | 'required' | 'size'> {
  readonly label: string;
  readonly value: string;
  readonly word: Word;
  readonly onChange: (taxId: string) => void;
}

export function TaxIdField({ word, onChange, ...field }: TaxIdFieldProps) {
  return (
    <TextInput
      withAsterisk={false}
      inputMode="numeric"
      pattern="\d{10,11}"
      description={
        <span aria-live="polite" style={{ color: word.tone === 'plain' ? undefined : `var(--${word.tone})` }}>
          {word.text}
        </span>
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 11))}
      {...field}
    />
  );
}

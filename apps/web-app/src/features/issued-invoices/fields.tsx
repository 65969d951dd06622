/** Fields of the invoice's form: each knows its place in the draft, so that a fault can lead to it and be shown at it. */
import { NativeSelect, TextInput } from '@mantine/core';
import { createContext, useContext } from 'react';

/** The words of what is wrong, by place; empty until somebody wants to issue. */
export const FaultsAt = createContext<ReadonlyMap<string, string>>(new Map());

/** The element that a fault at this place leads to. */
export const idOfPlace = (place: string): string => `alan-${place}`;

interface FieldProps {
  readonly place: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly numeric?: boolean;
  readonly disabled?: boolean;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  /** The id of a datalist. */
  readonly list?: string;
  readonly autoComplete?: string;
}

export function TextField({ place, label, value, onChange, numeric = false, ...rest }: FieldProps) {
  const fault = useContext(FaultsAt).get(place);
  return (
    <TextInput
      id={idOfPlace(place)}
      size="xs"
      label={label}
      value={value}
      error={fault}
      {...(numeric && { inputMode: 'decimal' as const })}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}

interface ChoiceProps extends Pick<FieldProps, 'place' | 'label' | 'value' | 'onChange' | 'disabled'> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export function ChoiceField({ place, label, value, onChange, choices, ...rest }: ChoiceProps) {
  const fault = useContext(FaultsAt).get(place);
  return (
    <NativeSelect
      id={idOfPlace(place)}
      size="xs"
      label={label}
      value={value}
      error={fault}
      data={choices.map((choice) => ({ ...choice }))}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}

/** The fields of a line: small, their labels above them where no head of a column names them. */
import { useContext } from 'react';
import { FaultsAt, idOfPlace } from './fields.tsx';
import classes from './issued.module.css';

export interface CellProps {
  readonly place: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field of a row: its label stands above it on a narrow screen, and is told to who does not see the head. */
export function Cell({ place, label, value, onChange, numeric = false }: CellProps & { numeric?: boolean }) {
  const fault = useContext(FaultsAt).get(place);
  return (
    <label
      className={classes.cell}
      data-numeric={numeric || undefined}
      data-wrong={fault !== undefined || undefined}
    >
      <span>{label}</span>
      <input
        id={idOfPlace(place)}
        value={value}
        aria-invalid={fault !== undefined}
        title={fault}
        autoComplete="off"
        {...(numeric && { inputMode: 'decimal' as const })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function Pick({ place, label, value, onChange, choices }: CellProps & { choices: readonly Choice[] }) {
  const fault = useContext(FaultsAt).get(place);
  return (
    <label className={classes.cell} data-wrong={fault !== undefined || undefined}>
      <span>{label}</span>
      <select
        id={idOfPlace(place)}
        value={value}
        aria-invalid={fault !== undefined}
        title={fault}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

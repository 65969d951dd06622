/** The name of an account, written over in its row: Enter keeps it, Esc leaves it as it was. */
import { useRef } from 'react';
import classes from './chart.module.css';

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  /** The new name; null where it stays as it was. */
  readonly onDone: (name: string | null) => void;
}

export function NameField({ label, name, onDone }: NameFieldProps) {
  const isDone = useRef(false);
  const done = (typed: string | null) => {
    // Enter takes the focus away, which would say it a second time.
    if (isDone.current) return;
    isDone.current = true;
    const next = typed?.trim() ?? '';
    onDone(next === '' || next === name ? null : next);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the field is there because its name was asked to be written
      autoFocus
      aria-label={label}
      className={classes.nameField}
      defaultValue={name}
      maxLength={200}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => done(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        done(event.key === 'Enter' ? event.currentTarget.value : null);
      }}
    />
  );
}

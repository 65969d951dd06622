/** The browser's own list of choices, in the look of the other fields. */
import classes from './ui.module.css';

interface PlainSelectProps {
  readonly label: string;
  readonly value: string;
  /** Pixels. */
  readonly width: number;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export function PlainSelect({ label, value, width, choices, onChange }: PlainSelectProps) {
  return (
    <span className={classes.field} style={{ width }}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}

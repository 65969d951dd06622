/** Small parts used all over: amounts, tags, state words, filter chips, key caps. */
import type { ReactNode } from 'react';
import { isZeroText } from '../format/amount.ts';
import { useFormat } from '../format/use-format.ts';
import { Icon, type IconName } from './icon.tsx';
import classes from './ui.module.css';

/** An amount of the wire, right for a column of numbers: zero as a dash, a minus in colour. */
export function Amount({
  value,
  currency,
  zero = 'dash',
}: {
  value: string | null;
  currency?: string | null;
  zero?: 'dash' | 'number';
}) {
  const format = useFormat();
  if (value === null || (zero === 'dash' && isZeroText(value)))
    return <span className={classes.dash}>–</span>;
  const foreign = currency !== undefined && currency !== null && currency !== 'TRY' ? ` ${currency}` : '';
  return (
    <span className={value.startsWith('-') ? `${classes.amount} ${classes.negative}` : classes.amount}>
      {format.amount(value)}
      {foreign}
    </span>
  );
}

/** A count that is quiet when there is nothing. */
export function Count({ value, tone }: { value: number; tone?: Tone }) {
  const format = useFormat();
  if (value === 0) return <span className={classes.dash}>–</span>;
  return (
    <span className={classes.state} data-tone={tone}>
      {format.count(value)}
    </span>
  );
}

export type Tone = 'wait' | 'wrong' | 'done' | 'plain';

export function Tag({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** A state in words with its icon: colour never speaks alone. */
export function StateWord({ icon, tone, children }: { icon: IconName; tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon name={icon} size={14} />
      {children}
    </span>
  );
}

export interface ChipChoice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number | undefined;
}

interface ChipsProps<V extends string> {
  readonly label: string;
  readonly choices: readonly ChipChoice<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** Filters as chips with counts; one is on. */
export function Chips<V extends string>({ label, choices, value, onChange }: ChipsProps<V>) {
  const format = useFormat();
  return (
    <fieldset className={classes.chips} aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={classes.chip}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && <span>{format.count(choice.count)}</span>}
        </button>
      ))}
    </fieldset>
  );
}

/** The key of an act, shown on its button; said to nobody who cannot see it, the help lists the keys. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd aria-hidden className={classes.kbd}>
      {children}
    </kbd>
  );
}

/** The search field of a list: waits until typing pauses, "/" goes to it, Esc clears it and gives the focus back. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keyboard/use-keys.ts';
import { Icon } from './icon.tsx';
import classes from './ui.module.css';

const PAUSE_MS = 180;

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  useKeys([{ key: '/', label: t('shell.keys.find'), run: () => field.current?.select(), group: 'list' }]);
  return (
    <label className={classes.search}>
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          if (event.key === 'Escape') setTyped('');
          event.currentTarget.blur();
          document.querySelector<HTMLElement>('[role="grid"]')?.focus();
          event.preventDefault();
        }}
      />
    </label>
  );
}

/** Stands in the place of an overlay that is still being loaded, and keeps what is typed meanwhile: no key of it means the page. */
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';

/** What was typed before the overlay was there. */
export interface Ahead {
  text: string;
  /** Enter came already: the first line is meant, once there is one. */
  entered: boolean;
}

export const NOTHING_TYPED: Readonly<Ahead> = { text: '', entered: false };

interface TypedAheadProps {
  readonly into: Ahead;
  readonly onClose: () => void;
}

/** Takes the focus while it stands, and gives it back before the overlay takes it: that one knows then where it was. */
function holdFocus(field: HTMLInputElement | null): (() => void) | undefined {
  if (field === null) return;
  const before = document.activeElement;
  field.focus({ preventScroll: true });
  return () => {
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
}

export function TypedAhead({ into, onClose }: TypedAheadProps) {
  const { t } = useTranslation();
  return (
    <input
      ref={holdFocus}
      className={classes.ahead}
      aria-label={t('shell.keys.search')}
      defaultValue={into.text}
      onChange={(event) => {
        into.text = event.currentTarget.value;
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter') into.entered = true;
      }}
    />
  );
}

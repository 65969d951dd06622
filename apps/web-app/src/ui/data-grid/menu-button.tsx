/** A button from which a menu drops; the menu is loaded when the pointer comes near, or at the press. */
import { type ReactNode, Suspense, useRef } from 'react';

interface MenuButtonProps {
  readonly label: string;
  readonly className: string | undefined;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly load: () => unknown;
  readonly menu: ReactNode;
  readonly children: ReactNode;
}

/** Stands in a place of `position: relative`, from whose lower right corner the menu drops. */
export function MenuButton({ label, className, open, onToggle, load, menu, children }: MenuButtonProps) {
  // A press outside closes the menu before this button hears of it: the press must not open it again.
  const wasOpen = useRef(false);
  return (
    <>
      <button
        type="button"
        className={className}
        // On a phone the icon may stand alone.
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void load()}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          onToggle(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        {children}
      </button>
      <Suspense fallback={null}>{open && menu}</Suspense>
    </>
  );
}

/** A few fields that open in place of a button: the first takes the focus, and Escape closes them alone, not the drawer that they stand in. */
import { type ReactNode, useEffect, useRef } from 'react';

interface InlineFormProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly onSubmit: () => void;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

export function InlineForm({ className, label, onSubmit, onLeave, children }: InlineFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector('input')?.focus();
  }, []);
  // The drawer hears Escape before anything in it does, and heeds only this mark at what was pressed.
  useEffect(() => {
    for (const field of form.current?.elements ?? [])
      field.setAttribute('data-mantine-stop-propagation', 'true');
  });
  return (
    <form
      ref={form}
      className={className}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onLeave();
      }}
    >
      {children}
    </form>
  );
}

/** An act at the end of a row of a short list: small and grey, named in full for who does not see the row. */
import { Button } from '@mantine/core';

interface QuietButtonProps {
  /** With the name of what it acts on. */
  readonly label: string;
  /** What is read on it. */
  readonly text: string;
  readonly onClick: () => void;
}

export function QuietButton({ label, text, onClick }: QuietButtonProps) {
  return (
    <Button size="compact-xs" variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      {text}
    </Button>
  );
}

/** What drops from a button, loaded when first opened: closes on Escape and on a press outside, and gives the focus back. */
import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';

interface DropMenuProps {
  readonly label: string;
  readonly onClose: () => void;
  /** Pixels. */
  readonly width?: number;
  readonly children: ReactNode;
}

export function DropMenu({ label, onClose, width, children }: DropMenuProps) {
  return (
    <Popover
      opened
      position="bottom-end"
      withinPortal
      trapFocus
      returnFocus
      onChange={(opened) => !opened && onClose()}
    >
      <Popover.Target>
        <span style={{ position: 'absolute', right: 0, bottom: 0 }} />
      </Popover.Target>
      <Popover.Dropdown p="xs" maw="94vw" aria-label={label} {...(width !== undefined && { w: width })}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

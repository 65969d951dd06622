/** What to know of a mail, or of all of them, and what to do now: said with an icon, not by colour alone. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import classes from './outgoing-mails.module.css';

interface MailNoteProps {
  readonly tone: 'wait' | 'wrong';
  readonly title: string;
  readonly children: ReactNode;
}

export function MailNote({ tone, title, children }: MailNoteProps) {
  return (
    <div role="status" className={classes.note} data-tone={tone}>
      <Icon name={tone === 'wrong' ? 'wrong' : 'warn'} />
      <div>
        <strong>{title}</strong>
        <div>{children}</div>
      </div>
    </div>
  );
}

/** A part of the card: its name, a word about it, and what to do where somebody else was faster. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import classes from './card.module.css';

interface SectionFrameProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly conflict?: boolean;
  readonly onReload?: () => void;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

export function SectionFrame({ id, title, hint, conflict, onReload, acts, children }: SectionFrameProps) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 id={id}>{title}</h2>
        {acts}
      </div>
      {hint !== undefined && <p className="soft">{hint}</p>}
      {conflict === true && (
        <div role="alert" className={classes.conflict}>
          <Icon name="warn" />
          <div>
            <strong>{t('card.conflict')}</strong> {t('card.conflictNext')}
          </div>
          <Button variant="default" onClick={onReload}>
            {t('card.reload')}
          </Button>
        </div>
      )}
      {children}
    </section>
  );
}

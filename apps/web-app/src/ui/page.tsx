/** The frame of a page: its name, what waits, its acts; and what an empty page says. */
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from './icon.tsx';
import classes from './ui.module.css';

interface PageProps {
  readonly title: string;
  /** What waits here, in a few words. */
  readonly sub?: ReactNode;
  readonly acts?: ReactNode;
  readonly toolbar?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, sub, acts, toolbar, children }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('shell.appName')}`;
  }, [title, t]);
  return (
    <section className={classes.page} aria-label={title}>
      <div className={classes.pageHead}>
        <div className={classes.pageName}>
          <h1>{title}</h1>
          {sub !== undefined && <div className={classes.pageSub}>{sub}</div>}
        </div>
        {acts !== undefined && (
          <div className={classes.acts} data-noprint>
            {acts}
          </div>
        )}
      </div>
      {toolbar !== undefined && <div className={classes.toolbar}>{toolbar}</div>}
      {children}
    </section>
  );
}

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly next: string;
  readonly children?: ReactNode;
}

export function Empty({ icon, title, next, children }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <Icon name={icon} size={28} />
      <strong>{title}</strong>
      <p>{next}</p>
      {children !== undefined && <div className={classes.emptyActs}>{children}</div>}
    </div>
  );
}

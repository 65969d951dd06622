/** The frame of the guided start: where one is among the steps, and one step's question. */
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './first-run.module.css';

const STEPS = ['code', 'owner', 'office', 'client', 'upload'] as const;
export type SetupStep = (typeof STEPS)[number];

function Steps({ step }: { step: SetupStep }) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(step);
  return (
    <ol className={classes.steps} aria-label={t('firstRun.progress')}>
      {STEPS.map((name, index) => (
        <li key={name} data-done={index < at} aria-current={index === at ? 'step' : undefined}>
          <span className={classes.mark}>{index < at ? <Icon name="check" size={14} /> : index + 1}</span>
          <span className={classes.stepName}>{t(`firstRun.steps.${name}`)}</span>
        </li>
      ))}
    </ol>
  );
}

interface SetupFrameProps {
  readonly step: SetupStep;
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function SetupFrame({ step, title, hint, children }: SetupFrameProps) {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'en' ? 'tr' : 'en';
  useEffect(() => {
    document.title = `${title} · ${t('shell.appName')}`;
  }, [title, t]);
  return (
    <main className={classes.frame}>
      <div className={classes.head}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        <strong>{t('shell.appName')}</strong>
        <span className="faint">{t('firstRun.title')}</span>
        <button type="button" lang={other} className={classes.language} onClick={() => switchLanguage(other)}>
          {t('shell.user.language')}
        </button>
      </div>
      <Steps step={step} />
      <section className={classes.panel} aria-label={title}>
        <h1>{title}</h1>
        {hint !== undefined && <p className="soft">{hint}</p>}
        {children}
      </section>
    </main>
  );
}

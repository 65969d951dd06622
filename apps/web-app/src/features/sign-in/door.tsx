/** The frame of the pages before sign-in. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../../i18n/index.ts';
import classes from './door.module.css';

export function Door({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'en' ? 'tr' : 'en';
  return (
    <main className={classes.door}>
      <div className={classes.panel}>
        <div className={classes.brand}>
          <img src="/icon.svg" alt="" width={30} height={30} />
          <div>
            <div className={classes.name}>{t('shell.appName')}</div>
            <div className={classes.tagline}>{t('account.signIn.tagline')}</div>
          </div>
        </div>
        <h1>{title}</h1>
        {hint !== undefined && <p className="soft">{hint}</p>}
        {children}
      </div>
      <button type="button" lang={other} className={classes.language} onClick={() => switchLanguage(other)}>
        {t('shell.user.language')}
      </button>
    </main>
  );
}

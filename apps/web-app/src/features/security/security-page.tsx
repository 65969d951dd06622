/** The person's own security: second factor, open sessions, password. */

import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Page } from '../../ui/page.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import classes from './security.module.css';
import { Sessions } from './sessions.tsx';

export function SecurityPage() {
  const { t } = useTranslation();
  const required = useMe()?.secondFactorMissing === true;
  return (
    <Page title={t('account.security.title')}>
      {required && (
        <div className={classes.required} role="status">
          <strong>{t('admin.required.title')}</strong> {t('admin.required.next')}
        </div>
      )}
      <div className={classes.sections}>
        <section aria-labelledby="ikinci-adim">
          <h2 id="ikinci-adim">{t('account.security.secondFactor')}</h2>
          <SecondFactor />
        </section>
        <section aria-labelledby="parola">
          <h2 id="parola">{t('account.security.password')}</h2>
          <PasswordForm />
        </section>
        {/* As long as there are devices: last, so that nothing below it moves. */}
        <section aria-labelledby="oturumlar">
          <h2 id="oturumlar">{t('account.security.sessions')}</h2>
          <Sessions />
        </section>
      </div>
    </Page>
  );
}

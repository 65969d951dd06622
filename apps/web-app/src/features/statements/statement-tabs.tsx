/** The statements of a client beside each other; the day that one shows goes on to the next. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './statements.module.css';

const TABS = [
  { name: 'bilanco', to: '/mukellefler/$clientId/defterler/bilanco' },
  { name: 'gelirTablosu', to: '/mukellefler/$clientId/defterler/gelir-tablosu' },
  { name: 'cari', to: '/mukellefler/$clientId/defterler/cari' },
  { name: 'yaslandirma', to: '/mukellefler/$clientId/defterler/yaslandirma' },
] as const;

export function StatementTabs({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.tabs} aria-label={t('statements.tabs.label')} data-noprint>
      {TABS.map(({ name, to }) => (
        <Link key={name} to={to} params={{ clientId }} activeOptions={{ exact: true, includeSearch: false }}>
          {t(`statements.tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

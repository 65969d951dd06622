/** The books and statements of a client beside each other; the days that one shows go on to the next. */
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './statements.module.css';

const BOOKS = ['yevmiye', 'kebir', 'muavin'] as const;
const TABS = [
  { name: 'bilanco', to: '/mukellefler/$clientId/defterler/bilanco' },
  { name: 'gelirTablosu', to: '/mukellefler/$clientId/defterler/gelir-tablosu' },
  { name: 'cari', to: '/mukellefler/$clientId/defterler/cari' },
  { name: 'yaslandirma', to: '/mukellefler/$clientId/defterler/yaslandirma' },
] as const;

export function StatementTabs({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const { bas, son } = useSearch({ strict: false });
  const search = { ...(bas !== undefined && { bas }), ...(son !== undefined && { son }) };
  return (
    <nav className={classes.tabs} aria-label={t('statements.tabs.label')} data-noprint>
      {BOOKS.map((kitap) => (
        <Link
          key={kitap}
          to="/mukellefler/$clientId/defterler/$kitap"
          params={{ clientId, kitap }}
          search={search}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t(`statements.tabs.${kitap}`)}
        </Link>
      ))}
      {TABS.map(({ name, to }) => (
        <Link
          key={name}
          to={to}
          params={{ clientId }}
          search={search}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t(`statements.tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Two ways to look at a client's vouchers: one row a voucher, or one row a line. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './vouchers.module.css';

interface TabsProps {
  readonly clientId: string;
  readonly here: 'vouchers' | 'lines';
  /** Filters that both have. */
  readonly search: { readonly ara?: string; readonly bas?: string; readonly son?: string };
}

export function VoucherTabs({ clientId, here, search }: TabsProps) {
  const { t } = useTranslation();
  const { ara, bas, son } = search;
  const kept = {
    ...(ara === undefined ? {} : { ara }),
    ...(bas === undefined ? {} : { bas }),
    ...(son === undefined ? {} : { son }),
  };
  const current = (tab: TabsProps['here']) => (tab === here ? 'page' : undefined);
  return (
    <nav className={classes.tabs} aria-label={t('ledger.vouchers.ways')}>
      <Link
        to="/mukellefler/$clientId/fisler"
        params={{ clientId }}
        search={kept}
        activeOptions={{ exact: true, includeSearch: false }}
        aria-current={current('vouchers')}
      >
        {t('ledger.vouchers.title')}
      </Link>
      <Link
        to="/mukellefler/$clientId/fisler/satirlar"
        params={{ clientId }}
        search={kept}
        activeOptions={{ exact: true, includeSearch: false }}
        aria-current={current('lines')}
      >
        {t('ledger.lines.title')}
      </Link>
    </nav>
  );
}

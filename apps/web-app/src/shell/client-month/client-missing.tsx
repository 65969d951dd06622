/** What is said where the client of an address is not there, or not to be seen. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/page.tsx';

export function ClientMissing() {
  const { t } = useTranslation();
  return (
    <Empty icon="search" title={t('month.noClient')} next={t('month.noClientNext')}>
      <Link to="/mukellefler">{t('shell.nav.clients')}</Link>
    </Empty>
  );
}

/** Shown to a client user whose companies were all put away. */
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/page.tsx';
import { PortalPage } from './portal-shell.tsx';

export function NoCompanyPage() {
  const { t } = useTranslation();
  return (
    <PortalPage title={t('portal.home')}>
      <Empty icon="company" title={t('portal.noCompany')} next={t('portal.noCompanyNext')} />
    </PortalPage>
  );
}

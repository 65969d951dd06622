/** The navigation on a phone, in a drawer. */
import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Nav } from './nav.tsx';

export function MenuDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      size={280}
      padding="xs"
      title={t('shell.appName')}
      closeButtonProps={{ 'aria-label': t('shell.nav.close') }}
    >
      <Nav />
    </Drawer>
  );
}

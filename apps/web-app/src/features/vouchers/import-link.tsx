/** The way from the vouchers of a client to bringing more of them in from a file. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';

export function ImportLink({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  return (
    <Button
      variant="default"
      leftSection={<Icon name="upload" />}
      renderRoot={(props) => (
        <Link to="/mukellefler/$clientId/fisler/aktar" params={{ clientId }} {...props} />
      )}
    >
      {t('ledger.vouchers.import')}
    </Button>
  );
}

/** What machines of the office use: API keys to come in with, webhooks to be told by. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { Empty, Page } from '../../ui/page.tsx';
import { KeysSection } from './keys-section.tsx';
import classes from './machines.module.css';
import { WebhooksSection } from './webhooks-section.tsx';

export function MachinesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayWrite = useCan()('office:write');
  const { webhook } = useSearch({ from: '/office/ofis-ayarlari/makineler' });
  if (!mayWrite)
    return (
      <Page title={t('machines.title')}>
        <Empty icon="lock" title={t('machines.ownersOnly')} next={t('machines.ownersOnlyNext')} />
      </Page>
    );
  const open = (endpointId: string | undefined) =>
    void navigate({
      to: '/ofis-ayarlari/makineler',
      search: endpointId === undefined ? {} : { webhook: endpointId },
      replace: true,
    });
  return (
    <Page title={t('machines.title')} sub={t('machines.sub')}>
      <div className={classes.sections}>
        <KeysSection />
        <WebhooksSection openId={webhook} onOpen={open} />
      </div>
    </Page>
  );
}

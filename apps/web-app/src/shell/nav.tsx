/** Navigation: the office, and the books of the client that is open, with what waits there. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clientQuery } from '../api/queries.ts';
import { useCan } from '../api/session.ts';
import { trayCountQuery } from '../features/desk/tray-query.ts';
import { useFormat } from '../format/use-format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useClientId } from './client-switcher.tsx';
import { RequestsLink } from './requests-link.tsx';
import classes from './shell.module.css';

function Entry({ icon, label, count }: { icon: IconName; label: string; count?: number | undefined }) {
  const format = useFormat();
  return (
    <>
      <Icon name={icon} />
      <span className={classes.navLabel}>{label}</span>
      {count !== undefined && count > 0 && <span className={classes.navCount}>{format.count(count)}</span>}
    </>
  );
}

function TrayEntry() {
  const { t } = useTranslation();
  const count = useQuery(trayCountQuery).data;
  return <Entry icon="tray" label={t('shell.nav.tray')} count={count} />;
}

function ClientNav({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const client = useQuery(clientQuery(clientId)).data;
  const params = { clientId };
  return (
    <Group title={client?.title ?? '…'}>
      <Link to="/mukellefler/$clientId/belgeler" params={params} className={classes.navLink}>
        <Entry icon="document" label={t('shell.nav.documents')} />
      </Link>
      {can('voucher:write') && (
        <Link to="/mukellefler/$clientId/inceleme" params={params} className={classes.navLink}>
          <Entry icon="review" label={t('shell.nav.review')} count={client?.waiting.review} />
        </Link>
      )}
      {can('voucher:read') && (
        <Link to="/mukellefler/$clientId/fisler" params={params} className={classes.navLink}>
          <Entry icon="voucher" label={t('shell.nav.vouchers')} />
        </Link>
      )}
      {can('account:read') && (
        <Link to="/mukellefler/$clientId/hesap-plani" params={params} className={classes.navLink}>
          <Entry icon="split" label={t('shell.nav.chart')} />
        </Link>
      )}
      {can('report:read') && (
        <Link to="/mukellefler/$clientId/mizan" params={params} className={classes.navLink}>
          <Entry icon="scale" label={t('shell.nav.mizan')} />
        </Link>
      )}
      {can('report:read') && (
        <Link
          to="/mukellefler/$clientId/defterler/$kitap"
          params={{ ...params, kitap: 'yevmiye' }}
          className={classes.navLink}
        >
          <Entry icon="columns" label={t('shell.nav.books')} />
        </Link>
      )}
      {can('document:read') && (
        <Link to="/mukellefler/$clientId/fatura-kes" params={params} className={classes.navLink}>
          <Entry icon="edit" label={t('shell.nav.issued')} />
        </Link>
      )}
      {can('voucher:read') && (
        <Link to="/mukellefler/$clientId/banka" params={params} className={classes.navLink}>
          <Entry icon="bank" label={t('shell.nav.bank')} />
        </Link>
      )}
      {can('voucher:read') && (
        <Link to="/mukellefler/$clientId/donemler" params={params} className={classes.navLink}>
          <Entry icon="calendar" label={t('shell.nav.periods')} />
        </Link>
      )}
      {can('client:read') && (
        <Link to="/mukellefler/$clientId/kart" params={params} className={classes.navLink}>
          <Entry icon="card" label={t('shell.nav.card')} />
        </Link>
      )}
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.navGroup}>
      <div className={`${classes.navTitle} cut`}>{title}</div>
      {children}
    </div>
  );
}

export function Nav() {
  const { t } = useTranslation();
  const can = useCan();
  const clientId = useClientId();
  return (
    <nav aria-label={t('shell.nav.label')} className={classes.nav}>
      {clientId !== null && <ClientNav clientId={clientId} />}
      <Group title={can('operations:read') ? t('shell.nav.installation') : t('shell.nav.office')}>
        {can('operations:read') && (
          <Link to="/isletim" className={classes.navLink}>
            <Entry icon="pulse" label={t('shell.nav.operations')} />
          </Link>
        )}
        {can('voucher:write') && (
          <Link to="/ofis" activeOptions={{ exact: true }} className={classes.navLink}>
            <Entry icon="columns" label={t('shell.nav.overview')} />
          </Link>
        )}
        {can('report:read') && (
          <Link to="/ofis/mizan" className={classes.navLink}>
            <Entry icon="scale" label={t('shell.nav.officeMizan')} />
          </Link>
        )}
        {can('voucher:write') && (
          <Link to="/inceleme" className={classes.navLink}>
            <Entry icon="review" label={t('shell.nav.reviewAll')} />
          </Link>
        )}
        {can('client:read') && (
          <Link to="/mukellefler" activeOptions={{ exact: true }} className={classes.navLink}>
            <Entry icon="company" label={t('shell.nav.clients')} />
          </Link>
        )}
        {can('document:write') && (
          <Link to="/tepsi" className={classes.navLink}>
            <TrayEntry />
          </Link>
        )}
        {can('voucher:read') && (
          <Link to="/kurlar" className={classes.navLink}>
            <Entry icon="currency" label={t('shell.nav.rates')} />
          </Link>
        )}
        {can('request:read') && <RequestsLink />}
        {can('report:read') && (
          <Link to="/raporlar" className={classes.navLink}>
            <Entry icon="chart" label={t('shell.nav.reports')} />
          </Link>
        )}
        {can('integration:read') && (
          <Link to="/entegrasyonlar" className={classes.navLink}>
            <Entry icon="plug" label={t('shell.nav.integrations')} />
          </Link>
        )}
        {can('mail:read') && (
          <Link to="/giden-postalar" className={classes.navLink}>
            <Entry icon="mail" label={t('shell.nav.mails')} />
          </Link>
        )}
        {can('member:read') && (
          <Link to="/kullanicilar" className={classes.navLink}>
            <Entry icon="people" label={t('shell.nav.members')} />
          </Link>
        )}
        {can('member:read') && (
          <Link to="/ofis-ayarlari" className={classes.navLink}>
            <Entry icon="settings" label={t('shell.nav.settings')} />
          </Link>
        )}
        {can('audit:read') && (
          <Link to="/denetim-izi" className={classes.navLink}>
            <Entry icon="history" label={t('shell.nav.audit')} />
          </Link>
        )}
        <Link to="/guvenlik" className={classes.navLink}>
          <Entry icon="shield" label={t('shell.nav.security')} />
        </Link>
      </Group>
    </nav>
  );
}

/** The frame of the client user's pages: the office's name, the company, four places; at the bottom on a phone. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { UserButton } from '../../shell/user-button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { placesFor } from './places.ts';
import classes from './portal.module.css';
import { type Portal, portalQuery } from './portal-queries.ts';

const HelpOverlay = lazy(() =>
  import('../../shell/help-overlay.tsx').then((part) => ({ default: part.HelpOverlay })),
);

function Company({ clients, clientId }: { clients: Portal['clients']; clientId: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const own = clients.find((client) => client.id === clientId) ?? clients[0];
  if (clients.length < 2) return <span className={`${classes.company} cut`}>{own?.title ?? ''}</span>;
  return (
    <select
      className={classes.companies}
      aria-label={t('portal.company')}
      value={clientId ?? ''}
      onChange={(event) =>
        void navigate({ to: '/portal/$clientId', params: { clientId: event.currentTarget.value } })
      }
    >
      {clients.map((client) => (
        <option key={client.id} value={client.id}>
          {client.title}
        </option>
      ))}
    </select>
  );
}

function Place({ icon, label, count = 0 }: { icon: IconName; label: string; count?: number }) {
  const format = useFormat();
  return (
    <>
      <Icon name={icon} size={20} />
      <span>{label}</span>
      {count > 0 && <span className={classes.badge}>{format.count(count)}</span>}
    </>
  );
}

function Places({ clientId, asked }: { clientId: string; asked: number }) {
  const { t } = useTranslation();
  const places = placesFor(useMe()?.permissions ?? []);
  return (
    <nav className={classes.places} aria-label={t('portal.nav')} data-noprint>
      {places.map(({ to, icon, name }) => (
        <Link key={to} to={to} params={{ clientId }} className={classes.place}>
          <Place icon={icon} label={t(`portal.${name}.title`)} count={name === 'asked' ? asked : 0} />
        </Link>
      ))}
    </nav>
  );
}

/** Around every page of the portal; a person without a company gets told so. */
export function PortalShell() {
  const { t } = useTranslation();
  const [help, setHelp] = useState(false);
  const portal = useQuery(portalQuery).data;
  const { clientId } = useParams({ strict: false });
  const clients = portal?.clients ?? [];
  const shown = clientId ?? clients[0]?.id;
  const asked = clients.find((client) => client.id === shown)?.openRequests ?? 0;
  useKeys([{ key: '?', label: t('shell.keys.help'), run: () => setHelp(true) }]);
  return (
    <div className={classes.shell}>
      <header className={classes.header} data-noprint>
        <Link to="/portal" className={classes.brand} aria-label={t('portal.home')}>
          <img src="/icon.svg" alt="" width={24} height={24} />
        </Link>
        <div className={classes.names}>
          <Company clients={clients} clientId={shown} />
          <span className={`${classes.office} cut`}>{portal?.officeName ?? ''}</span>
        </div>
        <Link to="/portal/hesabim" className={classes.accountLink} aria-label={t('portal.account')}>
          <Icon name="shield" size={18} />
        </Link>
        <UserButton />
      </header>
      {shown !== undefined && <Places clientId={shown} asked={asked} />}
      <main id="icerik" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense fallback={null}>{help && <HelpOverlay onClose={() => setHelp(false)} />}</Suspense>
    </div>
  );
}

/** A page of the portal: one column, its name, and the sentence that says what it is for. */
export function PortalPage({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.page} aria-label={title}>
      <h1>{title}</h1>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}

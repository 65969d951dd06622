/** What brings documents and statements by itself: the connections, the tray of what is nobody's, and known senders. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, KeyCap, StateWord } from '../../ui/small.tsx';
import classes from './integrations.module.css';
import { IntegrationsGrid } from './integrations-grid.tsx';
import { type Integration, integrationsQuery, useLiveIntegrations } from './integrations-queries.ts';

const TrayGrid = lazy(() => import('./tray-grid.tsx').then((part) => ({ default: part.TrayGrid })));
const SendersList = lazy(() => import('./senders-list.tsx').then((part) => ({ default: part.SendersList })));
const IntegrationDialog = lazy(() =>
  import('./integration-dialog.tsx').then((part) => ({ default: part.IntegrationDialog })),
);

const VIEWS = { connections: 'baglantilar', tray: 'tepsi', senders: 'gondericiler' } as const;
type View = keyof typeof VIEWS;
const viewOf = (text: string | undefined): View =>
  (Object.keys(VIEWS) as View[]).find((view) => VIEWS[view] === text) ?? 'connections';

function useHeadline(items: readonly Integration[] | undefined): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (items === undefined) return undefined;
  if (items.length === 0) return t('integrations.sub.none');
  const wrong = items.filter(({ fault, failuresInARow }) => fault !== null || failuresInARow > 0).length;
  if (wrong > 0) return t('integrations.sub.wrong', { n: format.count(wrong) });
  return t('integrations.sub.all', { n: format.count(items.length) });
}

const RATE_SIGNS = { ok: ['check', 'done'], warn: ['warn', 'wait'], bad: ['wrong', 'wrong'] } as const;

/** What the installation asks for every office: TCMB's rates, which nobody has to connect. */
function OfInstallation() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(integrationsQuery);
  return (
    <p className={classes.band}>
      {data?.ofInstallation.map(({ kind, title, state, detail }) => (
        <span key={kind}>
          <StateWord icon={RATE_SIGNS[state][0]} tone={RATE_SIGNS[state][1]}>
            {format.pick(title.tr, title.en)}
          </StateWord>{' '}
          {format.pick(detail.tr, detail.en)} · <Link to="/kurlar">{t('integrations.toRates')}</Link>
        </span>
      ))}
    </p>
  );
}

export function IntegrationsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const { gorunum, yeni } = useSearch({ from: '/office/entegrasyonlar' });
  const view = viewOf(gorunum);
  const query = useQuery(integrationsQuery);
  useLiveIntegrations();
  const headline = useHeadline(query.data?.items);
  const mayAdd = can('integration:write');
  const show = (next: View) =>
    void navigate({
      to: '/entegrasyonlar',
      search: next === 'connections' ? {} : { gorunum: VIEWS[next] },
      replace: true,
    });
  const add = () => void navigate({ to: '/entegrasyonlar', search: { yeni: '1' }, replace: true });
  useKeys(mayAdd ? [{ key: 'n', label: t('integrations.add'), run: add }] : []);
  const counts = { connections: query.data?.items.length, tray: query.data?.inTray, senders: undefined };
  return (
    <Page
      title={t('integrations.title')}
      sub={headline}
      acts={
        mayAdd && (
          <Button leftSection={<Icon name="plus" />} onClick={add}>
            {t('integrations.add')}
            <KeyCap>N</KeyCap>
          </Button>
        )
      }
      toolbar={
        <Chips
          label={t('integrations.view')}
          value={view}
          onChange={show}
          choices={(Object.keys(VIEWS) as View[]).map((value) => ({
            value,
            label: t(`integrations.views.${value}`),
            count: counts[value],
          }))}
        />
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {view === 'connections' && (
        <>
          <OfInstallation />
          <IntegrationsGrid items={query.data?.items} onAdd={mayAdd ? add : null} />
        </>
      )}
      <Suspense fallback={null}>
        {view === 'tray' && <TrayGrid />}
        {view === 'senders' && <SendersList />}
        {yeni !== undefined && mayAdd && (
          <IntegrationDialog integration={null} onClose={() => show('connections')} />
        )}
      </Suspense>
    </Page>
  );
}

/** One integration: how it stands, what goes on now, its runs; sync, try, pause, change, remove. */
import { Button, Progress } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote, showDone, showProblem, showRefused } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import classes from './integrations.module.css';
import {
  type Integration,
  integrationsQuery,
  type Run,
  runsQuery,
  useLiveIntegrations,
  useRenew,
} from './integrations-queries.ts';
import { FaultNote, IntegrationState, RunState, useRunResult } from './run-words.tsx';

const RunDrawer = lazy(() => import('./run-drawer.tsx').then((part) => ({ default: part.RunDrawer })));
const IntegrationDialog = lazy(() =>
  import('./integration-dialog.tsx').then((part) => ({ default: part.IntegrationDialog })),
);
const RemoveDialog = lazy(() =>
  import('./remove-dialog.tsx').then((part) => ({ default: part.RemoveDialog })),
);
const idOf = ({ id }: Run) => id;

/** The acts on an integration; each renews what is shown. */
function useActs(integration: Integration | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const renew = useRenew();
  const params = { integrationId: integration?.id ?? '' };
  const name = integration?.name ?? '';
  const act = (run: () => Promise<unknown>, done: string) => ({
    mutationFn: run,
    onSuccess: () => {
      showDone(done);
      renew();
    },
    onError: showProblem,
  });
  const sync = useMutation(
    act(() => api.call('POST /integrations/:integrationId/sync', { params }), t('integrations.page.syncing')),
  );
  const pause = useMutation(
    act(
      () => api.call('POST /integrations/:integrationId/pause', { params }),
      t('integrations.page.paused', { name }),
    ),
  );
  const resume = useMutation(
    act(
      () => api.call('POST /integrations/:integrationId/resume', { params }),
      t('integrations.page.resumed', { name }),
    ),
  );
  const test = useMutation({
    mutationFn: () => api.call('POST /integrations/:integrationId/test', { params }),
    onSuccess: ({ found, fault }) => {
      if (found !== null) showDone(t('integrations.dialog.found', { what: format.pick(found.tr, found.en) }));
      if (fault !== null)
        showRefused(format.pick(fault.message, fault.messageEn), format.pick(fault.next, fault.nextEn));
      renew();
    },
    onError: showProblem,
  });
  return { sync, pause, resume, test };
}

function Acts({
  integration,
  onEdit,
  onRemove,
}: {
  integration: Integration;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const { sync, pause, resume, test } = useActs(integration);
  const isActive = integration.state === 'active';
  const mayRun = can('integration:run');
  useKeys([
    ...(mayRun && isActive
      ? [{ key: 's', label: t('integrations.page.sync'), run: () => sync.mutate() }]
      : []),
    ...(can('integration:write') ? [{ key: 'e', label: t('integrations.page.edit'), run: onEdit }] : []),
  ]);
  return (
    <>
      {mayRun && isActive && (
        <Button leftSection={<Icon name="download" />} loading={sync.isPending} onClick={() => sync.mutate()}>
          {t('integrations.page.sync')}
          <KeyCap>S</KeyCap>
        </Button>
      )}
      {mayRun && !isActive && (
        <Button loading={resume.isPending} onClick={() => resume.mutate()}>
          {t('integrations.page.resume')}
        </Button>
      )}
      {can('integration:write') && (
        <>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {t('integrations.page.test')}
          </Button>
          <Button variant="default" leftSection={<Icon name="edit" />} onClick={onEdit}>
            {t('integrations.page.edit')}
          </Button>
        </>
      )}
      {mayRun && isActive && (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
          {t('integrations.page.pause')}
        </Button>
      )}
      {can('integration:write') && (
        <Button variant="default" leftSection={<Icon name="trash" />} onClick={onRemove}>
          {t('integrations.page.remove')}
        </Button>
      )}
    </>
  );
}

/** What goes on now, with a way to stop it. */
function LiveRun({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const renew = useRenew();
  const resultOf = useRunResult();
  const stop = useMutation({
    mutationFn: () => api.call('POST /sync-runs/:runId/stop', { params: { runId: run.id } }),
    onSuccess: renew,
    onError: showProblem,
  });
  const done = format.count(run.done);
  const progress =
    run.total === null
      ? t('integrations.run.progressOpen', { done })
      : t('integrations.run.progress', { done, total: format.count(run.total) });
  return (
    <div role="status" className={classes.band}>
      <RunState run={run} /> {run.state === 'running' && progress}{' '}
      <span className="soft">{resultOf(run)}</span>{' '}
      {can('integration:run') && !run.isStopping && (
        <Button size="compact-xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('integrations.page.stop')}
        </Button>
      )}
      {run.total !== null && run.total > 0 && (
        <Progress
          size="sm"
          mt={6}
          aria-label={progress}
          value={(100 * Math.min(run.done, run.total)) / run.total}
        />
      )}
    </div>
  );
}

function useColumns(): GridColumn<Run>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const resultOf = useRunResult();
  return useMemo(
    () => [
      {
        id: 'started',
        header: t('integrations.column.started'),
        width: 150,
        fixed: true,
        cell: ({ startedAt, createdAt }) => format.moment(startedAt ?? createdAt),
      },
      {
        id: 'state',
        header: t('integrations.column.state'),
        width: 150,
        cell: (run) => <RunState run={run} />,
      },
      {
        id: 'result',
        header: t('integrations.column.result'),
        width: 320,
        grow: true,
        cell: (run) => <span title={resultOf(run)}>{resultOf(run)}</span>,
      },
      {
        id: 'by',
        header: t('integrations.column.by'),
        width: 160,
        cell: ({ askedByName }) =>
          askedByName ?? <span className="faint">{t('integrations.run.byClock')}</span>,
      },
    ],
    [t, format, resultOf],
  );
}

function Sub({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { nextDueAt, everyMinutes, client } = integration;
  return (
    <>
      <IntegrationState integration={integration} /> {client?.title ?? t('integrations.wholeOffice')}
      {everyMinutes === null && ` · ${t('integrations.page.byHand')}`}
      {nextDueAt !== null && ` · ${t('integrations.page.next', { when: format.moment(nextDueAt) })}`}
    </>
  );
}

export function IntegrationPage() {
  const { t } = useTranslation();
  const { integrationId } = useParams({ from: '/office/entegrasyonlar/$integrationId' });
  const { calisma } = useSearch({ from: '/office/entegrasyonlar/$integrationId' });
  const navigate = useNavigate();
  const list = useQuery(integrationsQuery);
  const runs = useInfiniteQuery(runsQuery(integrationId));
  useLiveIntegrations();
  const columns = useColumns();
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const integration = list.data?.items.find(({ id }) => id === integrationId);
  const rows = rowsOf(runs.data);
  const live = rows.find(({ endedAt }) => endedAt === null);
  const open = (run: string | undefined) =>
    void navigate({
      to: '/entegrasyonlar/$integrationId',
      params: { integrationId },
      search: run === undefined ? {} : { calisma: run },
      replace: true,
    });
  const shown = rows.find(({ id }) => id === calisma);
  return (
    <Page
      title={integration?.name ?? t('integrations.title')}
      sub={integration === undefined ? undefined : <Sub integration={integration} />}
      acts={
        integration !== undefined && (
          <Acts
            integration={integration}
            onEdit={() => setDialog('edit')}
            onRemove={() => setDialog('remove')}
          />
        )
      }
      toolbar={<Link to="/entegrasyonlar">{t('integrations.page.back')}</Link>}
    >
      {runs.isError && <ProblemNote error={runs.error} onRetry={() => void runs.refetch()} />}
      {integration !== undefined && integration.fault !== null && (
        <div className={classes.band}>
          <FaultNote fault={integration.fault} />
        </div>
      )}
      {live !== undefined && <LiveRun run={live} />}
      <DataGrid
        label={t('integrations.page.runs')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="integration-runs"
        placeKey={integrationId}
        openLabel={t('integrations.page.openRun')}
        onOpen={({ id }) => open(id)}
        onEndReached={() => runs.hasNextPage && !runs.isFetchingNextPage && void runs.fetchNextPage()}
        loading={runs.isPending}
        card={(run) => <RunCard run={run} />}
        empty={
          <Empty
            icon="clock"
            title={t('integrations.page.noRuns')}
            next={t('integrations.page.noRunsNext')}
          />
        }
      />
      <Suspense fallback={null}>
        {shown !== undefined && <RunDrawer run={shown} onClose={() => open(undefined)} />}
        {integration !== undefined && dialog === 'edit' && (
          <IntegrationDialog integration={integration} onClose={() => setDialog(null)} />
        )}
        {integration !== undefined && dialog === 'remove' && (
          <RemoveDialog integration={integration} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </Page>
  );
}

function RunCard({ run }: { run: Run }) {
  const format = useFormat();
  const resultOf = useRunResult();
  return (
    <>
      <span className="cut">
        <RunState run={run} /> {format.moment(run.startedAt ?? run.createdAt)}
      </span>
      <span className="cut faint">{resultOf(run)}</span>
    </>
  );
}

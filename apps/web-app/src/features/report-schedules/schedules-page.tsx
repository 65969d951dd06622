/** Reports that come by themselves: the schedules, and the record of what was sent. */
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
import { Chips, KeyCap } from '../../ui/small.tsx';
import { PlansGrid } from './plans-grid.tsx';
import { RunsGrid } from './runs-grid.tsx';
import { type Schedule, schedulesQuery, VIEWS, viewOf } from './schedules-queries.ts';

const PlanDrawer = lazy(() => import('./plan-drawer.tsx').then((part) => ({ default: part.PlanDrawer })));
const RunDrawer = lazy(() => import('./run-drawer.tsx').then((part) => ({ default: part.RunDrawer })));

interface Search {
  readonly gorunum?: string | undefined;
  /** A schedule by id, or a new one. */
  readonly plan?: string | undefined;
  /** A run. */
  readonly kayit?: string | undefined;
}

const NEW = 'yeni';

/** The view in the address, and how to change it. */
function useView() {
  const navigate = useNavigate();
  const search: Search = useSearch({ from: '/office/raporlar/zamanlanmis' });
  const go = (change: Search) => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...change }).filter(
        ([, value]) => value !== undefined && value !== 'plans',
      ),
    );
    void navigate({ to: '/raporlar/zamanlanmis', search: next, replace: true });
  };
  return { search, go };
}

function useHeadline(schedules: readonly Schedule[] | undefined): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (schedules === undefined) return undefined;
  const failed = schedules.filter(({ lastRun }) => lastRun?.state === 'failed').length;
  if (failed > 0) return t('reportSchedules.sub.failed', { n: format.count(failed) });
  const next = schedules.find(({ nextDueAt }) => nextDueAt !== null)?.nextDueAt;
  if (schedules.length === 0) return t('reportSchedules.sub.none');
  return next === undefined || next === null
    ? undefined
    : t('reportSchedules.sub.next', { at: format.moment(next) });
}

export function SchedulesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { search, go } = useView();
  const view = viewOf(search.gorunum);
  const query = useQuery(schedulesQuery);
  const schedules = query.data?.items ?? [];
  const mayPlan = can('report:publish');
  const plan = () => go({ plan: NEW });
  useKeys(mayPlan ? [{ key: 'n', label: t('reportSchedules.new'), run: plan }] : []);
  const chosen = schedules.find(({ id }) => id === search.plan);
  return (
    <Page
      title={t('reportSchedules.title')}
      sub={useHeadline(query.data?.items)}
      acts={
        <>
          <Button variant="default" component={Link} to="/raporlar">
            {t('reportSchedules.reports')}
          </Button>
          {mayPlan && (
            <Button leftSection={<Icon name="plus" />} onClick={plan}>
              {t('reportSchedules.new')}
              <KeyCap>N</KeyCap>
            </Button>
          )}
        </>
      }
      toolbar={
        <Chips
          label={t('reportSchedules.view')}
          value={view}
          onChange={(gorunum) => go({ gorunum })}
          choices={VIEWS.map((value) => ({ value, label: t(`reportSchedules.views.${value}`) }))}
        />
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {view === 'plans' ? (
        <PlansGrid
          schedules={schedules}
          loading={query.isPending}
          onOpen={({ id }) => go({ plan: id })}
          onNew={mayPlan ? plan : null}
        />
      ) : (
        <RunsGrid view={view} onOpen={({ id }) => go({ kayit: id })} />
      )}
      <Suspense fallback={null}>
        {mayPlan && (search.plan === NEW || chosen !== undefined) && (
          <PlanDrawer schedule={chosen} onClose={() => go({ plan: undefined })} />
        )}
        {search.kayit !== undefined && (
          <RunDrawer
            runId={search.kayit}
            onPlan={(id) => go({ plan: id, kayit: undefined })}
            onClose={() => go({ kayit: undefined })}
          />
        )}
      </Suspense>
    </Page>
  );
}

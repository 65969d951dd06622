/** The queue's jobs by state, each to be opened. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips } from '../../ui/small.tsx';
import { JobDrawer } from './job-drawer.tsx';
import classes from './operations.module.css';
import { type Job, type JobState, jobsQuery, type Overview } from './operations-queries.ts';

/** What wants an operator comes first. */
const STATES: readonly JobState[] = ['failed', 'stuck', 'running', 'waiting'];
const idOf = (job: Job) => job.id;

function useColumns(): GridColumn<Job>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'id',
        header: t('operations.job.id'),
        width: 76,
        align: 'end',
        fixed: true,
        cell: (job) => job.id,
      },
      { id: 'kind', header: t('operations.job.kind'), width: 190, fixed: true, cell: (job) => job.kind },
      {
        id: 'attempts',
        header: t('operations.job.attempts'),
        width: 84,
        align: 'end',
        cell: (job) => `${job.attempts}/${job.maxAttempts}`,
      },
      { id: 'due', header: t('operations.job.due'), width: 140, cell: (job) => format.moment(job.dueAt) },
      {
        id: 'created',
        header: t('operations.job.created'),
        width: 140,
        cell: (job) => format.moment(job.createdAt),
      },
      {
        id: 'error',
        header: t('operations.job.error'),
        width: 260,
        grow: true,
        cell: (job) => (
          <span className="soft" title={job.lastError ?? ''}>
            {job.lastError ?? ''}
          </span>
        ),
      },
    ],
    [t, format],
  );
}

export function JobsSection({ counts, durum }: { counts: Overview['jobs']; durum: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const troubled = STATES.find((each) => (counts?.[each] ?? 0) > 0) ?? 'failed';
  const state = STATES.find((each) => each === durum) ?? troubled;
  const query = useInfiniteQuery(jobsQuery(state));
  const jobs = useMemo(() => rowsOf(query.data), [query.data]);
  const columns = useColumns();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = jobs.find((job) => job.id === openId) ?? null;
  return (
    <>
      <div className={classes.filters}>
        <Chips
          label={t('operations.job.state')}
          value={state}
          onChange={(value) =>
            void navigate({ to: '/isletim', search: { bolum: 'isler', durum: value }, replace: true })
          }
          choices={STATES.map((value) => ({
            value,
            label: t(`operations.job.${value}`),
            count: counts?.[value],
          }))}
        />
      </div>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t(`operations.job.${state}`)}
        columns={columns}
        rows={jobs}
        rowId={idOf}
        storageKey="operations-jobs"
        placeKey={`operations-jobs-${state}`}
        loading={query.isPending}
        onOpen={(job) => setOpenId(job.id)}
        openLabel={t('operations.job.open')}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        cardHeight={76}
        card={(job) => (
          <>
            <strong className="cut">{job.kind}</strong>
            <span className="soft cut">{job.lastError ?? t('operations.job.noError')}</span>
            <span className="faint cut">
              {job.id} · {job.attempts}/{job.maxAttempts} · {format.moment(job.dueAt)}
            </span>
          </>
        )}
        empty={
          <Empty
            icon="check"
            title={t(`operations.job.empty.${state}`)}
            next={t('operations.job.emptyNext')}
          />
        }
      />
      {open !== null && <JobDrawer job={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

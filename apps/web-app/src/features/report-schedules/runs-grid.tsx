/** The record of runs: what was due, whom it reached, and why it did not. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Count } from '../../ui/small.tsx';
import { RunState, usePeriodWords } from './schedule-words.tsx';
import { type Run, runsQuery, type View } from './schedules-queries.ts';

const idOf = (run: Run) => run.id;

function useColumns(): GridColumn<Run>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const periodWords = usePeriodWords();
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('reportSchedules.column.state'),
        width: 150,
        fixed: true,
        cell: (run) => <RunState run={run} />,
      },
      {
        id: 'name',
        header: t('reportSchedules.column.name'),
        width: 190,
        grow: true,
        cell: ({ scheduleName }) => <span title={scheduleName}>{scheduleName}</span>,
      },
      {
        id: 'client',
        header: t('reportSchedules.column.about'),
        width: 200,
        cell: ({ client }) => client?.title ?? t('reportSchedules.about.office'),
      },
      {
        id: 'period',
        header: t('reportSchedules.column.period'),
        width: 180,
        cell: ({ period }) => periodWords(period),
      },
      {
        id: 'due',
        header: t('reportSchedules.column.due'),
        width: 140,
        cell: ({ dueAt }) => format.moment(dueAt),
      },
      {
        id: 'reached',
        header: t('reportSchedules.column.reached'),
        width: 80,
        align: 'end',
        cell: ({ recipients }) => <Count value={recipients.sent} />,
      },
      {
        id: 'unreached',
        header: t('reportSchedules.column.unreached'),
        width: 100,
        align: 'end',
        cell: ({ recipients }) => <Count value={recipients.failed} tone="wrong" />,
      },
    ],
    [t, format, periodWords],
  );
}

export function RunsGrid({ view, onOpen }: { view: Exclude<View, 'plans'>; onOpen: (run: Run) => void }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(runsQuery(view));
  const rows = rowsOf(query.data);
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t(`reportSchedules.views.${view}`)}
        columns={useColumns()}
        rows={rows}
        rowId={idOf}
        storageKey="report-runs"
        openLabel={t('reportSchedules.openRun')}
        onOpen={onOpen}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        loading={query.isFetching && rows.length === 0}
        card={(run) => (
          <>
            <strong className="cut">{run.client?.title ?? run.scheduleName}</strong>
            <span className="cut">
              <RunState run={run} /> <span className="faint">{run.scheduleName}</span>
            </span>
          </>
        )}
        empty={
          <Empty
            icon="clock"
            title={t('reportSchedules.emptyRuns')}
            next={t('reportSchedules.emptyRunsNext')}
          />
        }
      />
    </>
  );
}

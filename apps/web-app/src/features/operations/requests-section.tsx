/** How the answering process served lately, by route: those with errors first, then the slowest. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { formatMs, formatPercent } from './measures.ts';
import classes from './operations.module.css';
import { type RouteRow, requestsQuery } from './operations-queries.ts';

const idOf = (row: RouteRow) => `${row.method} ${row.route}`;
const slowness = (row: RouteRow) => row.p95Ms ?? Number.POSITIVE_INFINITY;

function useColumns(): GridColumn<RouteRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const number = (id: 'requests' | 'failed' | 'refused', wrong: boolean): GridColumn<RouteRow> => ({
      id,
      header: t(`operations.request.${id}`),
      width: 128,
      align: 'end',
      cell: (row) =>
        row[id] === 0 ? (
          <span className="faint">–</span>
        ) : (
          <span className={wrong ? 'wrong' : undefined}>
            {format.count(row[id])}
            {id !== 'requests' && ` (${formatPercent((row[id] / row.requests) * 100, format.language)})`}
          </span>
        ),
    });
    const time = (id: 'p50' | 'p95' | 'p99'): GridColumn<RouteRow> => ({
      id,
      header: t(`operations.request.${id}`),
      width: 108,
      align: 'end',
      cell: (row) => {
        const ms = row[`${id}Ms`];
        return ms === null ? t('operations.request.over') : `≤ ${formatMs(ms, format.language)}`;
      },
    });
    return [
      {
        id: 'route',
        header: t('operations.request.route'),
        width: 320,
        grow: true,
        fixed: true,
        cell: (row) => idOf(row),
      },
      number('requests', false),
      number('failed', true),
      number('refused', false),
      time('p50'),
      time('p95'),
      time('p99'),
    ];
  }, [t, format]);
}

export function RequestsSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(requestsQuery);
  const rows = useMemo(
    () => (query.data?.items ?? []).toSorted((a, b) => b.failed - a.failed || slowness(b) - slowness(a)),
    [query.data],
  );
  const columns = useColumns();
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <p className={classes.whose}>
          {t('operations.request.whose', { ...query.data.process, at: format.moment(query.data.since) })}
        </p>
      )}
      <DataGrid
        label={t('operations.section.istekler')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="operations-requests"
        loading={query.isPending}
        card={(row) => (
          <>
            <strong className="cut">{idOf(row)}</strong>
            <span className="soft cut">
              {format.count(row.requests)} · {t('operations.request.failed')}: {format.count(row.failed)} ·
              p95 {row.p95Ms === null ? t('operations.request.over') : formatMs(row.p95Ms, format.language)}
            </span>
          </>
        )}
        empty={
          <Empty icon="info" title={t('operations.request.empty')} next={t('operations.request.emptyNext')} />
        }
      />
    </>
  );
}

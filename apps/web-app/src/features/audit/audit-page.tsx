/** The audit log: who changed what, when and from where, with what stood before and after. */
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { gridSort, nextOrder } from '../../ui/sort-in-address.ts';
import { GridTools } from '../views/grid-tools.tsx';
import { type Act, actsOf } from './acts.ts';
import { ActCard, auditColumns } from './audit-columns.tsx';
import { AuditExport } from './audit-export.tsx';
import { AuditFilters, type Filter, orderOf, queryOf, without } from './audit-filters.tsx';
import { useAuditWords } from './use-audit-words.ts';

const ActDetail = lazy(() => import('./act-detail.tsx').then((part) => ({ default: part.ActDetail })));

const first: string | undefined = undefined;
const idOf = (act: Act) => act.id;

const auditQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: first as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /audit', { query: { limit: 100, cursor: pageParam, ...queryOf(filter) }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export function AuditPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const filter: Filter = useSearch({ from: '/office/denetim-izi' });
  const query = useInfiniteQuery(auditQuery(filter));
  const order = orderOf(filter);
  const acts = useMemo(() => actsOf(rowsOf(query.data), order === 'at'), [query.data, order]);
  const words = useAuditWords();
  const columns = useMemo(() => auditColumns(t, format, words), [t, format, words]);
  const [open, setOpen] = useState<Act | null>(null);
  const filtered = Object.keys(filter).some((key) => key !== 'sirala' && key !== 'sutun');
  const go = (search: Filter) => void navigate({ to: '/denetim-izi', search, replace: true });
  return (
    <Page
      title={t('audit.title')}
      acts={<AuditExport filter={filter} />}
      toolbar={
        <>
          <AuditFilters filter={filter} go={go} />
          <span style={{ flex: 1 }} />
          <GridTools page="audit" storageKey="audit" />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('audit.title')}
        columns={columns}
        rows={acts}
        rowId={idOf}
        storageKey="audit"
        sorting={{
          sort: gridSort(order),
          onSort: (id) => go(without(filter, { sirala: nextOrder(order, id, 'descending') })),
        }}
        loading={query.isPending}
        onOpen={setOpen}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        card={(act) => <ActCard act={act} words={words} />}
        cardHeight={76}
        empty={
          filtered ? (
            <Empty icon="history" title={t('audit.emptyFilter')} next={t('audit.emptyFilterNext')} />
          ) : (
            <Empty icon="history" title={t('audit.empty')} next={t('audit.emptyNext')} />
          )
        }
      />
      <Suspense fallback={null}>
        {open !== null && <ActDetail act={open} words={words} onClose={() => setOpen(null)} />}
      </Suspense>
    </Page>
  );
}

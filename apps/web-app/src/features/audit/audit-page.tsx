/** The audit log: who changed what, when and from where, with what stood before and after. */
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { audit as turkish } from '../../i18n/tr/audit.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { type Act, actsOf } from './acts.ts';
import { ActCard, auditColumns } from './audit-columns.tsx';
import { useAuditWords } from './use-audit-words.ts';

const ActDetail = lazy(() => import('./act-detail.tsx').then((part) => ({ default: part.ActDetail })));

const first: string | undefined = undefined;
const idOf = (act: Act) => act.id;
const ENTITIES = Object.keys(turkish.entities);

interface Filter {
  readonly kayit?: string;
  readonly kim?: string;
}

const auditQuery = ({ kayit, kim }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['audit', kayit, kim],
    initialPageParam: first as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /audit', {
        query: { limit: 100, cursor: pageParam, entity: kayit, userId: kim },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

function Filters({ filter, go }: { filter: Filter; go: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const words = useAuditWords();
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.call('GET /members', { signal }),
    enabled: can('member:read'),
  }).data;
  return (
    <>
      <PlainSelect
        label={t('audit.filterEntity')}
        value={filter.kayit ?? ''}
        width={190}
        choices={[
          { value: '', label: t('audit.anyEntity') },
          ...ENTITIES.map((name) => ({ value: name, label: words.entity(name) })),
        ]}
        onChange={(kayit) => go({ ...filter, kayit })}
      />
      <PlainSelect
        label={t('audit.filterPerson')}
        value={filter.kim ?? ''}
        width={190}
        choices={[
          { value: '', label: t('audit.anyPerson') },
          ...(members?.items ?? []).map((member) => ({ value: member.userId, label: member.name })),
        ]}
        onChange={(kim) => go({ ...filter, kim })}
      />
    </>
  );
}

export function AuditPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const filter: Filter = useSearch({ from: '/office/denetim-izi' });
  const query = useInfiniteQuery(auditQuery(filter));
  const acts = useMemo(() => actsOf(rowsOf(query.data)), [query.data]);
  const clients = useInfiniteQuery(clientsQuery('')).data;
  const clientNames = useMemo(
    () => new Map(rowsOf(clients).map((client) => [client.id, client.title])),
    [clients],
  );
  const words = useAuditWords();
  const columns = useMemo(() => auditColumns(t, format, words, clientNames), [t, format, words, clientNames]);
  const [open, setOpen] = useState<Act | null>(null);
  const filtered = filter.kayit !== undefined || filter.kim !== undefined;
  return (
    <Page
      title={t('audit.title')}
      toolbar={
        <>
          <Filters
            filter={filter}
            go={(search) => void navigate({ to: '/denetim-izi', search, replace: true })}
          />
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

/** A client's documents: dropped anywhere on the page, read live, filtered by what waits. */
import { Button } from '@mantine/core';
import { isMonth } from '@muhasebi/accounting/donem/month.ts';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ComponentProps, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import {
  clientMonthQuery,
  type DocumentFilter,
  type DocumentItem,
  documentsQuery,
  rowsOf,
} from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { startUpload } from '../../api/upload-queue.ts';
import { useFormat } from '../../format/use-format.ts';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { nextOrder, orderOf, sortOf } from '../desk/document-order.ts';
import { FILTER_PARAMS, type Filters, filtersOf, queryOfFilters } from '../desk/filter-address.ts';
import { FilterButton, FilterChips } from '../desk/filter-bar.tsx';
import { wordsOfDocuments } from '../desk/mark.tsx';
import { type Marks, useMarks } from '../desk/marks.ts';
import { MissingRules } from '../official-rules/lazy-rules.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { DocumentCard, documentColumns, Failure } from './document-columns.tsx';
import { DocumentDropZone } from './document-drop-zone.tsx';
import classes from './documents.module.css';
import { countOf, queryOf, STATE_FILTERS, type StateFilter, stateFilterOf } from './state-filter.ts';
import { UploadButton } from './upload-button.tsx';
import { type LiveCounts, useLiveDocuments } from './use-live-documents.ts';

// The drawer brings the invoice's paper and the overlay parts: the list does not wait for them.
const DocumentsEmpty = lazy(() =>
  import('./documents-empty.tsx').then((part) => ({ default: part.DocumentsEmpty })),
);
const DocumentDrawer = lazy(() =>
  withTexts(['desk', 'review'], import('./document-drawer.tsx')).then((part) => ({
    default: part.DocumentDrawer,
  })),
);

// Its dialogs and the run of an act come with the first mark.
const BulkBar = lazy(() =>
  withTexts(['desk'], import('../desk/bulk-bar.tsx')).then((part) => ({ default: part.BulkBar })),
);
const ReadingBar = lazy(() => import('./reading-bar.tsx').then((part) => ({ default: part.ReadingBar })));

/** Nothing until a document is first opened; then it stays, so that closing can be seen. */
function DrawerOnceOpened(props: ComponentProps<typeof DocumentDrawer>) {
  const [opened, setOpened] = useState(false);
  if (props.documentId !== null && !opened) setOpened(true);
  return <Suspense fallback={null}>{opened && <DocumentDrawer {...props} />}</Suspense>;
}

const idOf = (document: DocumentItem) => document.id;

/** The filters in the address, and how to change them. */
function useFilters() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/belgeler' });
  const search = useSearch({ from: '/office/mukellefler/$clientId/belgeler' });
  const { durum, ara = '', belge, donem, sirala, sutun } = search;
  const filter = stateFilterOf(durum);
  const month = donem !== undefined && isMonth(donem) ? donem : undefined;
  const order = orderOf(sirala);
  const more = useMemo(() => filtersOf(search), [search]);
  const go = useCallback(
    (next: Readonly<Record<string, string | undefined>>, replace = true) =>
      void navigate({
        to: '/mukellefler/$clientId/belgeler',
        params: { clientId },
        search: Object.fromEntries(
          Object.entries({ durum: filter, ara, donem: month, sirala: order, sutun, ...more, ...next }).filter(
            ([name, value]) =>
              value !== undefined && value !== '' && value !== (name === 'sirala' ? 'newest' : 'all'),
          ),
        ),
        replace,
      }),
    [navigate, clientId, filter, ara, month, order, more, sutun],
  );
  /** These filters and no others; undefined takes one out of the address. */
  const narrow = useCallback(
    (filters: Filters) =>
      go({ ...Object.fromEntries(FILTER_PARAMS.map((param) => [param, undefined])), ...filters }),
    [go],
  );
  const query = useMemo(
    () => ({
      ...queryOf(filter, ara, month),
      ...queryOfFilters(more),
      ...(order === 'newest' ? {} : { order }),
    }),
    [filter, ara, month, more, order],
  );
  return { clientId, filter, ara, belge, month, order, more, query, go, narrow };
}

const fileOf = (clientId: string, query: Readonly<Record<string, unknown>>) => ({
  path: pathOf('/clients/:clientId/documents/export', { clientId }, query),
});

/** Columns of the file: tax number and currency stand beside what the screen shows with one, and why something failed is last. */
const inFile = (shown: string) =>
  `${shown.replace('party', 'partyTaxId,party').replace('payable', 'payable,currency')},reason`;

/** The counts are of every document of the client: beside a narrower list they would be untrue. */
function countIn(
  month: string | undefined,
  more: Filters,
  filter: StateFilter,
  now: Parameters<typeof countOf>[1],
) {
  return month === undefined && Object.keys(more).length === 0 ? countOf(filter, now) : undefined;
}

/** How many the review of the month (or of all months) would show. */
function useToReview(clientId: string, month: string | undefined, now: LiveCounts | undefined): number {
  const ofMonth = useQuery({ ...clientMonthQuery(clientId, month ?? ''), enabled: month !== undefined });
  return (month === undefined ? countOf('READY', now) : ofMonth.data?.review) ?? 0;
}

/** Said where a long list was not reloaded under the reader's eyes. */
function Stale({ onRefresh }: { onRefresh: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.stale} role="status">
      {t('documents.changed')}
      <Button size="compact-xs" variant="default" onClick={onRefresh}>
        {t('documents.refresh')}
      </Button>
    </div>
  );
}

interface MarkedProps {
  readonly clientId: string;
  readonly marks: Marks;
  readonly rows: readonly DocumentItem[];
  readonly query: DocumentFilter;
}

/** The bar of what is chosen; nothing where nothing is. */
function Marked({ clientId, marks, rows, query }: MarkedProps) {
  if (!marks.all && marks.ids.size === 0) return null;
  return (
    <Suspense fallback={null}>
      <BulkBar
        clientId={clientId}
        rows={marks.all ? null : rows.filter((row) => marks.ids.has(row.id))}
        query={query}
        onClear={marks.clear}
      />
    </Suspense>
  );
}

export function DocumentsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { clientId, filter, ara, belge, month, order, more, query: asked, go, narrow } = useFilters();
  const query = useInfiniteQuery(documentsQuery(clientId, asked));
  const { now, progress, stale, refresh } = useLiveDocuments(clientId, query.data?.pages[0]);
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  const list = JSON.stringify([clientId, { ...asked, order: '' }]);
  const marks = useMarks(list, rows, true, wordsOfDocuments(t));
  const columns = useMemo(() => documentColumns(t, format, marks), [t, format, marks]);
  const upload = useCallback(
    (files: File[]) =>
      startUpload(clientId, files, () => void cache.invalidateQueries({ queryKey: ['documents', clientId] })),
    [cache, clientId],
  );
  const search = useCallback((q: string) => go({ ara: q }), [go]);
  const mayReview = can('voucher:write');
  const toReview = useToReview(clientId, month, now);
  const review = (documentId?: string) =>
    void navigate({
      to: '/mukellefler/$clientId/inceleme',
      params: { clientId },
      search: documentId === undefined ? {} : { belge: documentId },
    });
  const open = (document: DocumentItem) => {
    const reviewable =
      mayReview && document.state === 'READY' && document.kind === 'invoice' && !document.notThisClient;
    if (reviewable) review(document.id);
    else go({ belge: document.id }, false);
  };
  useKeys(mayReview ? [{ key: 'i', label: t('shell.nav.review'), run: () => review() }] : []);
  return (
    <DocumentDropZone enabled={can('document:upload')} onFiles={upload}>
      <Page
        title={t('documents.title')}
        acts={
          <>
            {can('document:upload') && (
              <UploadButton onFiles={upload} primary={toReview === 0 || !mayReview} />
            )}
            {mayReview && toReview > 0 && (
              <Button leftSection={<Icon name="review" />} onClick={() => review()}>
                {t('documents.toReview', { n: format.count(toReview) })}
                <KeyCap>I</KeyCap>
              </Button>
            )}
          </>
        }
        toolbar={
          <>
            <Chips
              label={t('documents.filter')}
              value={filter}
              onChange={(value) => go({ durum: value })}
              choices={STATE_FILTERS.map((value) => ({
                value,
                label: t(`documents.states.${value}`),
                count: countIn(month, more, value, now),
              })).filter(
                (choice) =>
                  choice.value === 'all' ||
                  choice.value === filter ||
                  (choice.count ?? (now === undefined ? 0 : 1)) > 0,
              )}
            />
            <span style={{ flex: 1 }} />
            <FilterButton filters={more} onChange={narrow} />
            <SearchField label={t('documents.search')} value={ara} onChange={search} />
            <GridTools
              page="documents"
              storageKey="documents"
              columnIds={columns.map((column) => column.id)}
              file={(format, shown) => fileOf(clientId, { ...asked, format, columns: inFile(shown) })}
            />
          </>
        }
      >
        <FilterChips filters={more} onChange={narrow} />
        <Suspense fallback={null}>{progress !== null && <ReadingBar progress={progress} />}</Suspense>
        {stale && <Stale onRefresh={refresh} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        <DataGrid
          label={t('documents.title')}
          columns={columns}
          rows={rows}
          rowId={idOf}
          storageKey="documents"
          placeKey={`documents.${list}.${order}`}
          onOpen={open}
          sorting={{ sort: sortOf(order), onSort: (column) => go({ sirala: nextOrder(order, column) }) }}
          onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
          loading={query.isFetching && rows.length === 0}
          rowTone={(document) =>
            document.state === 'REJECTED' || document.state === 'UNPACKED' ? 'faint' : undefined
          }
          instead={(document) => (document.state === 'FAILED' ? <Failure document={document} /> : null)}
          card={(document) => <DocumentCard document={document} marks={marks} />}
          empty={
            <Suspense fallback={<div style={{ flex: 1 }} />}>
              <DocumentsEmpty
                clientId={clientId}
                filter={filter}
                searching={ara !== '' || month !== undefined || Object.keys(more).length > 0}
                total={countOf('all', now) ?? 0}
              />
            </Suspense>
          }
        />
        <MissingRules />
        <Marked clientId={clientId} marks={marks} rows={rows} query={asked} />
        <DrawerOnceOpened clientId={clientId} documentId={belge ?? null} onClose={() => go({})} />
      </Page>
    </DocumentDropZone>
  );
}

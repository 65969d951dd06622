/** A client's documents: dropped anywhere on the page, read live, filtered by what waits. */
import { Button } from '@mantine/core';
import { isMonth } from '@muhasebi/accounting/donem/month.ts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ComponentProps, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentItem, documentsQuery, rowsOf } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { startUpload } from '../../api/upload-queue.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { DocumentCard, documentColumns, Failure } from './document-columns.tsx';
import classes from './documents.module.css';
import { DropZone } from './drop-zone.tsx';
import type { Progress as Reading } from './reading-progress.ts';
import { countOf, queryOf, STATE_FILTERS, type StateFilter, stateFilterOf } from './state-filter.ts';
import { UploadButton } from './upload-button.tsx';
import { useLiveDocuments } from './use-live-documents.ts';

// The drawer brings the invoice's paper and the overlay parts: the list does not wait for them.
const DocumentsEmpty = lazy(() =>
  import('./documents-empty.tsx').then((part) => ({ default: part.DocumentsEmpty })),
);
const DocumentDrawer = lazy(() =>
  import('./document-drawer.tsx').then((part) => ({ default: part.DocumentDrawer })),
);

/** Nothing until a document is first opened; then it stays, so that closing can be seen. */
function DrawerOnceOpened(props: ComponentProps<typeof DocumentDrawer>) {
  const [opened, setOpened] = useState(false);
  if (props.documentId !== null && !opened) setOpened(true);
  return <Suspense fallback={null}>{opened && <DocumentDrawer {...props} />}</Suspense>;
}

const idOf = (document: DocumentItem) => document.id;

function ReadingBar({ progress }: { progress: Reading }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.progress} role="status">
      <span>
        {t('documents.progress', { done: format.count(progress.done), total: format.count(progress.total) })}
      </span>
      <progress
        className={classes.bar}
        value={progress.done}
        max={Math.max(1, progress.total)}
        aria-label={t('documents.reading')}
      />
      {progress.failed > 0 && (
        <span className="wrong">
          {t('documents.progressFailed', { failed: format.count(progress.failed) })}
        </span>
      )}
    </div>
  );
}

/** The filters in the address, and how to change them. */
function useFilters() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/belgeler' });
  const { durum, ara = '', belge, donem } = useSearch({ from: '/office/mukellefler/$clientId/belgeler' });
  const filter = stateFilterOf(durum);
  const month = donem !== undefined && isMonth(donem) ? donem : undefined;
  const go = useCallback(
    (
      next: {
        durum?: string | undefined;
        ara?: string | undefined;
        belge?: string | undefined;
        donem?: string | undefined;
      },
      replace = true,
    ) =>
      void navigate({
        to: '/mukellefler/$clientId/belgeler',
        params: { clientId },
        search: Object.fromEntries(
          Object.entries({ donem: month, ...next }).filter(
            ([, value]) => value !== undefined && value !== '' && value !== 'all',
          ),
        ),
        replace,
      }),
    [navigate, clientId, month],
  );
  return { clientId, filter, ara, belge, month, go };
}

/** The counts are of every month: beside one month they would be untrue. */
function countIn(month: string | undefined, filter: StateFilter, now: Parameters<typeof countOf>[1]) {
  return month === undefined ? countOf(filter, now) : undefined;
}

export function DocumentsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { clientId, filter, ara, belge, month, go } = useFilters();
  const query = useInfiniteQuery(
    documentsQuery(
      clientId,
      useMemo(() => queryOf(filter, ara, month), [filter, ara, month]),
    ),
  );
  const { now, progress, stale, refresh } = useLiveDocuments(clientId, query.data?.pages[0]);
  const rows = rowsOf(query.data);
  const columns = useMemo(() => documentColumns(t, format), [t, format]);
  const upload = useCallback(
    (files: File[]) =>
      startUpload(clientId, files, () => void cache.invalidateQueries({ queryKey: ['documents', clientId] })),
    [cache, clientId],
  );
  const search = useCallback((q: string) => go({ durum: filter, ara: q }), [go, filter]);
  const mayReview = can('voucher:write');
  const toReview = countOf('READY', now) ?? 0;
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
    else go({ durum: filter, ara, belge: document.id }, false);
  };
  useKeys(mayReview ? [{ key: 'i', label: t('shell.nav.review'), run: () => review() }] : []);
  return (
    <DropZone enabled={can('document:upload')} onFiles={upload}>
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
              onChange={(value) => go({ durum: value, ara })}
              choices={STATE_FILTERS.map((value) => ({
                value,
                label: t(`documents.states.${value}`),
                count: countIn(month, value, now),
              })).filter(
                (choice) => choice.value === 'all' || choice.value === filter || (choice.count ?? 1) > 0,
              )}
            />
            <span style={{ flex: 1 }} />
            <SearchField label={t('documents.search')} value={ara} onChange={search} />
            <GridTools page="documents" storageKey="documents" />
          </>
        }
      >
        {progress !== null && <ReadingBar progress={progress} />}
        {stale && (
          <div className={classes.stale} role="status">
            {t('documents.changed')}
            <Button size="compact-xs" variant="default" onClick={refresh}>
              {t('documents.refresh')}
            </Button>
          </div>
        )}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        <DataGrid
          label={t('documents.title')}
          columns={columns}
          rows={rows}
          rowId={idOf}
          storageKey="documents"
          placeKey={`documents.${clientId}.${filter}.${ara}.${month ?? ''}`}
          onOpen={open}
          onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
          loading={query.isFetching && rows.length === 0}
          rowTone={(document) =>
            document.state === 'REJECTED' || document.state === 'UNPACKED' ? 'faint' : undefined
          }
          instead={(document) => (document.state === 'FAILED' ? <Failure document={document} /> : null)}
          card={(document) => <DocumentCard document={document} />}
          empty={
            <Suspense fallback={null}>
              <DocumentsEmpty
                clientId={clientId}
                filter={filter}
                searching={ara !== '' || month !== undefined}
                total={countOf('all', now) ?? 0}
              />
            </Suspense>
          }
        />
        <DrawerOnceOpened
          clientId={clientId}
          documentId={belge ?? null}
          onClose={() => go({ durum: filter, ara })}
        />
      </Page>
    </DropZone>
  );
}

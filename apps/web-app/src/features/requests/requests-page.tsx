/** Everything the office asked of its clients: what came back first to be looked at, what is overdue, asking anew. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { RequestState } from './request-state.tsx';
import {
  type ClientRequest,
  REQUEST_STATES,
  type RequestFilter,
  requestFilterOf,
  requestsQuery,
} from './requests-queries.ts';

const AskDialog = lazy(() => import('./ask-dialog.tsx').then((part) => ({ default: part.AskDialog })));
const RequestDrawer = lazy(() =>
  import('./request-drawer.tsx').then((part) => ({ default: part.RequestDrawer })),
);

const idOf = (request: ClientRequest) => request.id;

interface View {
  readonly mukellef?: string | undefined;
  readonly durum?: string | undefined;
  readonly istek?: string | undefined;
  readonly yeni?: string | undefined;
  readonly belge?: string | undefined;
}

function useColumns(): GridColumn<ClientRequest>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const monthName = useMonthName();
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('requests.column.state'),
        width: 160,
        fixed: true,
        cell: (request) => <RequestState request={request} />,
      },
      { id: 'client', header: t('requests.column.client'), width: 220, cell: (r) => r.clientTitle },
      {
        id: 'text',
        header: t('requests.column.text'),
        width: 240,
        grow: true,
        cell: (r) => <span title={r.text}>{r.text}</span>,
      },
      {
        id: 'month',
        header: t('requests.column.month'),
        width: 110,
        cell: (r) => (r.month === null ? '' : monthName(r.month)),
      },
      {
        id: 'due',
        header: t('requests.column.due'),
        width: 100,
        cell: (r) => (r.dueDate === null ? '' : format.date(r.dueDate)),
      },
      {
        id: 'changed',
        header: t('requests.column.changed'),
        width: 140,
        cell: (r) => format.moment(r.changedAt),
      },
    ],
    [t, format, monthName],
  );
}

/** The view in the address, and how to change it. */
function useView() {
  const navigate = useNavigate();
  const view: View = useSearch({ from: '/office/istekler' });
  const go = (change: View) => {
    const search = Object.fromEntries(
      Object.entries({ ...view, ...change }).filter(([, value]) => value !== undefined && value !== 'all'),
    );
    void navigate({ to: '/istekler', search, replace: true });
  };
  return { view, go };
}

type Counts = {
  readonly open: number;
  readonly answered: number;
  readonly closed: number;
  readonly late: number;
};

function countOf(filter: RequestFilter, counts: Counts): number {
  return filter === 'all' ? counts.open + counts.answered + counts.closed : counts[filter];
}

function useHeadline(counts: Counts | undefined): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (counts === undefined) return undefined;
  if (counts.answered > 0) return t('requests.sub.answered', { n: format.count(counts.answered) });
  return counts.late > 0 ? t('requests.sub.late', { n: format.count(counts.late) }) : t('requests.sub.none');
}

export function RequestsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { view, go } = useView();
  const filter = requestFilterOf(view.durum);
  const query = useInfiniteQuery(requestsQuery(view.mukellef, filter));
  const rows = rowsOf(query.data);
  const counts = query.data?.pages[0]?.counts;
  const headline = useHeadline(counts);
  const columns = useColumns();
  const mayAsk = can('request:write');
  const ask = () => go({ yeni: '1' });
  useKeys(mayAsk ? [{ key: 'n', label: t('requests.ask.title'), run: ask }] : []);
  const none = counts !== undefined && countOf('all', counts) === 0;
  return (
    <Page
      title={t('requests.title')}
      sub={headline}
      acts={
        mayAsk && (
          <Button leftSection={<Icon name="plus" />} onClick={ask}>
            {t('requests.ask.act')}
            <KeyCap>N</KeyCap>
          </Button>
        )
      }
      toolbar={
        <>
          <Chips
            label={t('requests.filter')}
            value={filter}
            onChange={(durum) => go({ durum })}
            choices={REQUEST_STATES.map((value) => ({
              value,
              label: t(`requests.states.${value}`),
              count: counts && countOf(value, counts),
            }))}
          />
          {view.mukellef !== undefined && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="cross" size={14} />}
              onClick={() => go({ mukellef: undefined })}
            >
              {t('requests.ofClient', { title: rows[0]?.clientTitle ?? '…' })}
            </Button>
          )}
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('requests.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="requests"
        openLabel={t('requests.open')}
        onOpen={(request) => go({ istek: request.id })}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        loading={query.isFetching && rows.length === 0}
        rowTone={(request) => (request.state === 'closed' ? 'faint' : undefined)}
        card={(request) => (
          <>
            <strong className="cut">{request.clientTitle}</strong>
            <span className="cut">
              <RequestState request={request} /> <span className="faint">{request.text}</span>
            </span>
          </>
        )}
        empty={
          none ? (
            <Empty icon="clock" title={t('requests.empty')} next={t('requests.emptyNext')}>
              {mayAsk && <Button onClick={ask}>{t('requests.ask.title')}</Button>}
            </Empty>
          ) : (
            <Empty icon="check" title={t('requests.emptyFilter')} next={t('requests.emptyFilterNext')} />
          )
        }
      />
      <Suspense fallback={null}>
        {view.yeni !== undefined && mayAsk && (
          <AskDialog
            clientId={view.mukellef}
            documentId={view.belge}
            onClose={() => go({ yeni: undefined, belge: undefined })}
          />
        )}
        {view.istek !== undefined && (
          <RequestDrawer requestId={view.istek} onClose={() => go({ istek: undefined })} />
        )}
      </Suspense>
    </Page>
  );
}

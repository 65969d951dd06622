/** The tray: files that nobody can be told of, and why; opening one asks whose it is. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Item, itemsQuery } from './integrations-queries.ts';

const AssignDialog = lazy(() =>
  import('./assign-dialog.tsx').then((part) => ({ default: part.AssignDialog })),
);
const idOf = ({ id }: Item) => id;

function useColumns(): GridColumn<Item>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const reasonOf = ({ reason }: Item) =>
      reason === null ? '' : format.pick(reason.message, reason.messageEn);
    return [
      {
        id: 'file',
        header: t('integrations.column.file'),
        width: 220,
        grow: true,
        fixed: true,
        cell: ({ fileName }) => <span title={fileName}>{fileName}</span>,
      },
      {
        id: 'reason',
        header: t('integrations.column.reason'),
        width: 300,
        grow: true,
        cell: (row) => <span title={reasonOf(row)}>{reasonOf(row)}</span>,
      },
      {
        id: 'sender',
        header: t('integrations.column.sender'),
        width: 200,
        cell: ({ sender }) => sender ?? '',
      },
      {
        id: 'subject',
        header: t('integrations.column.subject'),
        width: 180,
        cell: ({ subject }) => subject ?? '',
      },
      { id: 'from', header: t('integrations.column.from'), width: 150, cell: (row) => row.integrationName },
      {
        id: 'came',
        header: t('integrations.column.came'),
        width: 140,
        cell: ({ receivedAt, createdAt }) => format.moment(receivedAt ?? createdAt),
      },
    ];
  }, [t, format]);
}

export function TrayGrid() {
  const { t } = useTranslation();
  const can = useCan();
  const query = useInfiniteQuery(itemsQuery({ state: 'tray' }));
  const rows = rowsOf(query.data);
  const columns = useColumns();
  const [asked, setAsked] = useState<Item | null>(null);
  const maySettle = can('integration:run');
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('integrations.views.tray')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="integration-tray"
        loading={query.isPending}
        {...(maySettle ? { openLabel: t('integrations.tray.open'), onOpen: setAsked } : {})}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        card={(row) => (
          <>
            <strong className="cut">{row.fileName}</strong>
            <span className="cut faint">{row.sender ?? row.integrationName}</span>
          </>
        )}
        empty={
          <Empty icon="check" title={t('integrations.tray.empty')} next={t('integrations.tray.emptyNext')} />
        }
      />
      <Suspense fallback={null}>
        {asked !== null && <AssignDialog item={asked} inTray={rows} onClose={() => setAsked(null)} />}
      </Suspense>
    </>
  );
}

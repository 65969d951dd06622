/** The audit log: who changed what, when and from where, with what stood before and after. */
import { Modal } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { rowsOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './audit.module.css';
import { changesOf, isTechnical } from './changes.ts';

type Entry = ItemOf<'GET /audit'>;
const idOf = (entry: Entry) => entry.id;
const first: string | undefined = undefined;

const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  initialPageParam: first as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    api.call('GET /audit', { query: { limit: 100, cursor: pageParam }, signal }),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

/** Names of acts and records as people say them; an unknown one is shown as it is. */
function useWords() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const word = (group: 'actions' | 'entities', name: string) => {
      const key = `account.audit.${group}.${name}`;
      return i18n.exists(key) ? String(t(key as 'account.audit.actions.insert')) : name;
    };
    return {
      action: (name: string) => word('actions', name),
      entity: (name: string) => word('entities', name),
    };
  }, [t, i18n]);
}

function useColumns(): GridColumn<Entry>[] {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'at', header: t('account.audit.at'), width: 160, fixed: true, cell: (e) => format.moment(e.at) },
      {
        id: 'who',
        header: t('account.audit.who'),
        width: 160,
        cell: (e) => e.userName ?? t('account.audit.system'),
      },
      { id: 'action', header: t('account.audit.action'), width: 100, cell: (e) => words.action(e.action) },
      {
        id: 'entity',
        header: t('account.audit.entity'),
        width: 120,
        cell: (e) => <span className="soft">{words.entity(e.entity)}</span>,
      },
      {
        id: 'change',
        header: t('account.audit.change'),
        width: 300,
        grow: true,
        cell: (e) => (
          <span className="soft">
            {changesOf(e.before, e.after)
              .filter((change) => !isTechnical(change.field))
              .map((change) => `${change.field}: ${change.after ?? '–'}`)
              .join(', ')}
          </span>
        ),
      },
      {
        id: 'address',
        header: t('account.audit.address'),
        width: 130,
        cell: (e) => <span className="faint">{e.address ?? ''}</span>,
      },
    ],
    [t, format, words],
  );
}

function Changes({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const changes = changesOf(entry.before, entry.after);
  if (changes.length === 0) return <p>{t('account.audit.noFields')}</p>;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('account.audit.field')}</th>
          <th scope="col">{t('account.audit.before')}</th>
          <th scope="col">{t('account.audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field}</th>
            <td className={classes.before}>{change.before ?? '–'}</td>
            <td className={classes.after}>{change.after ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function AuditPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useInfiniteQuery(auditQuery);
  const columns = useColumns();
  const words = useWords();
  const [open, setOpen] = useState<Entry | null>(null);
  return (
    <Page title={t('account.audit.title')}>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('account.audit.title')}
        columns={columns}
        rows={rowsOf(query.data)}
        rowId={idOf}
        storageKey="audit"
        loading={query.isPending}
        onOpen={setOpen}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        card={(entry) => (
          <>
            <span className="cut">
              {words.entity(entry.entity)} · {words.action(entry.action)}
            </span>
            <span className="faint cut">
              {format.moment(entry.at)} · {entry.userName ?? t('account.audit.system')}
            </span>
          </>
        )}
        empty={<Empty icon="history" title={t('account.audit.empty')} next={t('account.audit.emptyNext')} />}
      />
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        size="lg"
        title={t('account.audit.detail')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        {open !== null && (
          <>
            <p className={classes.head}>
              {format.moment(open.at)} · {open.userName ?? t('account.audit.system')} ·{' '}
              {words.entity(open.entity)} · {words.action(open.action)}
            </p>
            <Changes entry={open} />
          </>
        )}
      </Modal>
    </Page>
  );
}

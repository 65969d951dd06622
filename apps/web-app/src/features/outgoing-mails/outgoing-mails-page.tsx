/** Every mail that left, waits or failed: by state, purpose and words; what did not go is sent again from here. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { MailCard, useMailColumns } from './mail-columns.tsx';
import { MailNote } from './mail-note.tsx';
import {
  MAIL_PURPOSES,
  MAIL_STATES,
  type MailSearch,
  type MailState,
  type MailStateFilter,
  mailsQuery,
  type OutgoingMail,
  stateOf,
} from './mails-queries.ts';
import { useSendAgain } from './use-send-again.ts';

const MailDrawer = lazy(() => import('./mail-drawer.tsx').then((part) => ({ default: part.MailDrawer })));

const idOf = (mail: OutgoingMail) => mail.id;
/** One call takes so many. */
const MOST_AT_ONCE = 500;

type Counts = Readonly<Record<MailState, number>>;

function countOf(filter: MailStateFilter, counts: Counts): number {
  if (filter === 'all') return Object.values(counts).reduce((sum, n) => sum + n, 0);
  return filter === 'queued' ? counts.queued + counts.sending : counts[filter];
}

/** The view in the address, and how to change it. */
function useView() {
  const navigate = useNavigate();
  const search: MailSearch = useSearch({ from: '/office/giden-postalar' });
  const go = (change: MailSearch) => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...change }).filter(
        ([, value]) => value !== undefined && value !== '' && value !== 'all',
      ),
    );
    void navigate({ to: '/giden-postalar', search: next, replace: true });
  };
  return { search, go };
}

function useHeadline(counts: Counts | undefined): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (counts === undefined) return undefined;
  const lost = counts.failed + counts.bounced;
  if (lost > 0) return t('outgoingMails.sub.lost', { n: format.count(lost) });
  const waiting = counts.queued + counts.sending;
  return waiting > 0
    ? t('outgoingMails.sub.waiting', { n: format.count(waiting) })
    : t('outgoingMails.sub.none');
}

/** What is in the list and may go again: not what came back, whose address is to be corrected first. */
function useAllAgain(filter: MailStateFilter, rows: readonly OutgoingMail[]) {
  const { t } = useTranslation();
  const can = useCan();
  const again = useSendAgain();
  const isOffered = can('mail:write') && (filter === 'failed' || filter === 'held' || filter === 'queued');
  const ids = isOffered ? rows.filter(({ isKept }) => isKept).map(idOf) : [];
  const run = () => again.mutate({ ids: ids.slice(0, MOST_AT_ONCE) }, { onError: showProblem });
  useKeys(ids.length > 0 ? [{ key: 'y', label: t('outgoingMails.allAgainKey'), run }] : []);
  return { count: Math.min(ids.length, MOST_AT_ONCE), run, isPending: again.isPending };
}

interface ToolbarProps {
  readonly search: MailSearch;
  readonly go: (change: MailSearch) => void;
  readonly counts: Counts | undefined;
}

function Toolbar({ search, go, counts }: ToolbarProps) {
  const { t } = useTranslation();
  return (
    <>
      <Chips
        label={t('outgoingMails.filter')}
        value={stateOf(search)}
        onChange={(durum) => go({ durum })}
        choices={MAIL_STATES.map((value) => ({
          value,
          label: t(`outgoingMails.states.${value}`),
          count: counts && countOf(value, counts),
        }))}
      />
      <PlainSelect
        label={t('outgoingMails.column.purpose')}
        value={search.amac ?? 'all'}
        width={150}
        onChange={(amac) => go({ amac })}
        choices={[
          { value: 'all', label: t('outgoingMails.allPurposes') },
          ...MAIL_PURPOSES.map((value) => ({ value, label: t(`outgoingMails.purpose.${value}`) })),
        ]}
      />
      <SearchField
        label={t('outgoingMails.search')}
        value={search.ara ?? ''}
        onChange={(ara) => go({ ara })}
      />
      {search.kaynak !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="cross" size={14} />}
          onClick={() => go({ kaynak: undefined })}
        >
          {t('outgoingMails.ofSource')}
        </Button>
      )}
    </>
  );
}

export function OutgoingMailsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { search, go } = useView();
  const query = useInfiniteQuery(mailsQuery(search));
  const rows = rowsOf(query.data);
  const first = query.data?.pages[0];
  const headline = useHeadline(first?.counts);
  const again = useAllAgain(stateOf(search), rows);
  const columns = useMailColumns();
  const none = first !== undefined && countOf('all', first.counts) === 0;
  return (
    <Page
      title={t('outgoingMails.title')}
      sub={headline}
      acts={
        again.count > 0 && (
          <Button leftSection={<Icon name="undo" />} loading={again.isPending} onClick={again.run}>
            {t('outgoingMails.allAgain', { n: format.count(again.count) })}
            <KeyCap>Y</KeyCap>
          </Button>
        )
      }
      toolbar={<Toolbar search={search} go={go} counts={first?.counts} />}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {first?.road === 'outbox' && (
        <MailNote tone="wait" title={t('outgoingMails.noServer')}>
          {t('outgoingMails.noServerNext')}
        </MailNote>
      )}
      <DataGrid
        label={t('outgoingMails.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="outgoing-mails"
        openLabel={t('outgoingMails.open')}
        onOpen={(mail) => go({ posta: mail.id })}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        loading={query.isFetching && rows.length === 0}
        card={(mail) => <MailCard mail={mail} />}
        empty={
          <Empty
            icon={none ? 'bell' : 'check'}
            title={t(none ? 'outgoingMails.empty' : 'outgoingMails.emptyFilter')}
            next={t(none ? 'outgoingMails.emptyNext' : 'outgoingMails.emptyFilterNext')}
          />
        }
      />
      <Suspense fallback={null}>
        {search.posta !== undefined && (
          <MailDrawer mailId={search.posta} onClose={() => go({ posta: undefined })} />
        )}
      </Suspense>
    </Page>
  );
}

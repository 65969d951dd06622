/** The tray of the office: documents that are nobody's, each one press away from the client to which its tax number points. */
import { Button } from '@mantine/core';
import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, ItemOf } from '../../api/contracts.ts';
import { rowsOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Amount, KeyCap } from '../../ui/small.tsx';
import type { ChosenRow } from './bulk-acts.ts';
import classes from './desk.module.css';
import { Mark, wordsOfDocuments } from './mark.tsx';
import { type Marks, useMarks } from './marks.ts';
import { trayQuery } from './tray-query.ts';

const RejectDialog = lazy(() =>
  import('../documents/reject-dialog.tsx').then((part) => ({ default: part.RejectDialog })),
);
const BulkBar = lazy(() => import('./bulk-bar.tsx').then((part) => ({ default: part.BulkBar })));
const MoveDialog = lazy(() =>
  import('../documents/move-dialog.tsx').then((part) => ({ default: part.MoveDialog })),
);
const NewClient = lazy(() =>
  withTexts(['clients'], import('../clients/new-client.tsx')).then((part) => ({ default: part.NewClient })),
);

type Item = ItemOf<'GET /tray'>;

/** What lies in the tray was read, and is clean for nobody. */
const chosenRow = ({ id }: Item): ChosenRow => ({ id, state: 'READY', clean: false, voucherVersion: null });

type TrayPages = InfiniteData<Answer<'GET /tray'>>;
type Party = Item['parties'][number];
type Asking =
  | { readonly item: Item; readonly what: 'move' }
  | { readonly item: Item; readonly what: 'reject' }
  | { readonly item: Item; readonly what: 'open'; readonly party: Party };

/** Acts on one document; it leaves the tray at once and comes back where it is refused. */
function useTrayActs() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: ({ run }: { item: Item; run: () => Promise<unknown>; done: string }) => run(),
    onMutate: async ({ item }) => {
      await cache.cancelQueries({ queryKey: ['tray'] });
      const before = cache.getQueriesData<TrayPages>({ queryKey: ['tray'] });
      cache.setQueriesData<TrayPages>({ queryKey: ['tray'] }, (data) => without(data, item.id));
      return { before };
    },
    onSuccess: (_answer, { done }) => showDone(done),
    onError: (error, _asked, context) => {
      for (const [key, data] of context?.before ?? []) cache.setQueryData(key, data);
      showProblem(error);
    },
    onSettled: () => {
      for (const queryKey of [['tray'], ['tray-count'], ['documents'], ['clients'], ['client']])
        void cache.invalidateQueries({ queryKey });
    },
  });
  return {
    move: (item: Item, to: { id: string; title: string }) =>
      act.mutate({
        item,
        run: () =>
          api.call('POST /documents/:documentId/move', {
            params: { documentId: item.id },
            body: { clientId: to.id },
          }),
        done: t('desk.tray.moved', { n: 1, title: to.title }),
      }),
    reject: (item: Item, reason: string) =>
      act.mutate({
        item,
        run: () =>
          api.call('POST /documents/:documentId/reject', {
            params: { documentId: item.id },
            body: { reason },
          }),
        done: t('desk.tray.rejected'),
      }),
  };
}

function without(data: TrayPages | undefined, id: string): TrayPages | undefined {
  if (data === undefined) return undefined;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => item.id !== id),
    total: Math.max(0, page.total - 1),
  }));
  return { ...data, pages };
}

export function TrayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useInfiniteQuery(trayQuery);
  const items = useMemo(() => rowsOf(query.data), [query.data]);
  const total = query.data?.pages[0]?.total ?? 0;
  const [at, setAt] = useState(0);
  const [asking, setAsking] = useState<Asking | null>(null);
  const acts = useTrayActs();
  const index = Math.min(at, items.length - 1);
  const marks = useMarks('tray', items, true, wordsOfDocuments(t), () => index);
  const chosen = useMemo(
    () => items.filter((item) => marks.isMarked(item.id)).map(chosenRow),
    [items, marks],
  );
  const active = items[index];
  const step = (by: number) => {
    const next = Math.max(0, Math.min(items.length - 1, index + by));
    setAt(next);
    document.getElementById(`tray-${items[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
    if (next > items.length - 10 && query.hasNextPage && !query.isFetchingNextPage)
      void query.fetchNextPage();
  };
  const take = (item: Item | undefined) => {
    const [to] = item?.suggestions ?? [];
    if (item !== undefined && to !== undefined) acts.move(item, { id: to.clientId, title: to.title });
  };
  const only = (what: 'move' | 'reject') => active !== undefined && setAsking({ item: active, what });
  useKeys([
    { key: 'j', label: t('shell.keys.down'), run: () => step(1) },
    { key: 'ArrowDown', label: t('shell.keys.down'), run: () => step(1), hidden: true },
    { key: 'k', label: t('shell.keys.up'), run: () => step(-1) },
    { key: 'ArrowUp', label: t('shell.keys.up'), run: () => step(-1), hidden: true },
    {
      key: 'Enter',
      label: t('desk.tray.moveTo', { title: active?.suggestions[0]?.title ?? '…' }),
      run: () => take(active),
    },
    { key: 'm', label: t('documents.move.title'), run: () => void only('move') },
    { key: 'r', label: t('desk.tray.reject'), run: () => void only('reject') },
  ]);
  return (
    <Page
      title={t('desk.tray.title')}
      sub={total > 0 ? t('desk.tray.sub', { n: format.count(total) }) : undefined}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <Empty icon="check" title={t('desk.tray.empty')} next={t('desk.tray.emptyNext')} />
      )}
      {items.length > 0 && (
        <ul className={classes.trayList} aria-label={t('desk.tray.title')}>
          {items.map((item) => (
            <Row
              key={item.id}
              item={item}
              active={item === active}
              marks={marks}
              onTake={() => take(item)}
              onAsk={setAsking}
            />
          ))}
          {query.hasNextPage && (
            <li>
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('desk.tray.more')}
              </Button>
            </li>
          )}
        </ul>
      )}
      <Suspense fallback={null}>
        {(marks.all || marks.ids.size > 0) && (
          <BulkBar clientId={null} rows={chosen} query={{}} onClear={marks.clear} />
        )}
        <Dialogs asking={asking} acts={acts} onClose={() => setAsking(null)} />
      </Suspense>
    </Page>
  );
}

interface RowProps {
  readonly item: Item;
  readonly active: boolean;
  readonly marks: Marks;
  readonly onTake: () => void;
  readonly onAsk: (asking: Asking) => void;
}

function Row({ item, active, marks, onTake, onAsk }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [to] = item.suggestions;
  return (
    <li id={`tray-${item.id}`} data-active={active || undefined} aria-current={active || undefined}>
      <div>
        <Mark marks={marks} document={item} />{' '}
        <strong className="cut">{item.documentNo ?? item.fileName}</strong>
        <div className="soft">
          {item.issueDate !== null && `${format.date(item.issueDate)} · `}
          <Amount value={item.payable} currency={item.currency} zero="number" />
        </div>
        <div className="faint cut">
          {t('desk.tray.liesWith')}: {item.clientTitle}
        </div>
      </div>
      <div>
        {item.parties.map((party) => (
          <div key={party.role} className="cut" title={party.name ?? ''}>
            <span className="faint">{t(`desk.tray.${party.role}`)}:</span> {party.name ?? '–'}{' '}
            <span className="soft">{party.taxId}</span>
          </div>
        ))}
      </div>
      <div className={classes.trayActs}>
        {to === undefined ? (
          <span className="soft">{t('desk.tray.none')}</span>
        ) : (
          <Button variant={active ? 'filled' : 'default'} onClick={onTake}>
            {t('desk.tray.moveTo', { title: to.title })}
            <KeyCap>↵</KeyCap>
          </Button>
        )}
        {to === undefined &&
          can('client:write') &&
          item.parties
            .filter((party) => party.taxId !== null)
            .map((party) => (
              <Button key={party.role} variant="default" onClick={() => onAsk({ item, what: 'open', party })}>
                {t('desk.tray.openClient')}: {t(`desk.tray.${party.role}`)}
              </Button>
            ))}
        <Button variant="subtle" onClick={() => onAsk({ item, what: 'move' })}>
          {t('documents.move.title')}
          <KeyCap>M</KeyCap>
        </Button>
        <Button variant="subtle" onClick={() => onAsk({ item, what: 'reject' })}>
          {t('desk.tray.reject')}
          <KeyCap>R</KeyCap>
        </Button>
      </div>
    </li>
  );
}

interface DialogsProps {
  readonly asking: Asking | null;
  readonly acts: ReturnType<typeof useTrayActs>;
  readonly onClose: () => void;
}

function Dialogs({ asking, acts, onClose }: DialogsProps) {
  if (asking === null) return null;
  const { item } = asking;
  const name = item.documentNo ?? item.fileName;
  if (asking.what === 'reject') {
    const reject = (reason: string) => {
      onClose();
      acts.reject(item, reason);
    };
    return <RejectDialog opened name={name} onClose={onClose} onReject={reject} />;
  }
  if (asking.what === 'move') {
    const move = (to: { id: string; title: string }) => {
      onClose();
      acts.move(item, to);
    };
    return <MoveDialog name={name} fromClientId={item.clientId} onClose={onClose} onMove={move} />;
  }
  const { party } = asking;
  return (
    <NewClient
      known={{ title: party.name ?? '', taxId: party.taxId ?? '', taxOffice: party.taxOffice ?? '' }}
      onClose={onClose}
      onCreated={(client) => acts.move(item, client)}
    />
  );
}

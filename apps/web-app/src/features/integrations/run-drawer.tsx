/** One run: its log in words, each file that came and what it became, and taking it all back. */
import { Button, Drawer, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showDone, showProblem, showRefused } from '../../ui/problem-note.tsx';
import { StateWord, type Tone } from '../../ui/small.tsx';
import classes from './integrations.module.css';
import { type Item, itemsQuery, logQuery, type Run, useRenew } from './integrations-queries.ts';
import { FaultNote, RunState, useRunResult } from './run-words.tsx';

const TONES: Partial<Record<Item['state'], Tone>> = {
  document: 'done',
  statement: 'done',
  tray: 'wait',
  refused: 'wrong',
};
const ICONS = { done: 'check', wait: 'tray', wrong: 'wrong', plain: 'info' } as const;

function Log({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const log = useQuery(logQuery(runId));
  if (log.isError) return <ProblemNote error={log.error} onRetry={() => void log.refetch()} />;
  if (log.isPending) return <Skeleton height={60} />;
  if (log.data.items.length === 0) return <p className="faint">{t('integrations.drawer.noLog')}</p>;
  return (
    <ol className={classes.log}>
      {log.data.items.map(({ no, level, message, messageEn, at }) => (
        <li key={no} data-level={level}>
          <span className="faint">{format.moment(at)}</span> {format.pick(message, messageEn)}
        </li>
      ))}
    </ol>
  );
}

/** A file that is kept without being taken, a rendering or a ZIP taken apart, is another thing than a mail without one. */
function wordOf({ wasKnown, state, hasFile }: Item) {
  if (wasKnown) return 'known';
  return state === 'empty' && hasFile ? 'passed' : state;
}

function ItemLine({ item }: { item: Item }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = TONES[item.state] ?? 'plain';
  return (
    <li>
      <strong>{item.fileName}</strong>
      <span>
        <StateWord icon={ICONS[tone]} tone={tone}>
          {t(`integrations.item.${wordOf(item)}`)}
        </StateWord>{' '}
        {item.client !== null && item.documentId !== null ? (
          <Link
            to="/mukellefler/$clientId/belgeler"
            params={{ clientId: item.client.id }}
            search={{ belge: item.documentId }}
          >
            {item.client.title}
          </Link>
        ) : (
          item.client?.title
        )}
      </span>
      {item.reason !== null && (
        <span className="soft">{format.pick(item.reason.message, item.reason.messageEn)}</span>
      )}
      {item.sender !== null && <span className="faint">{item.sender}</span>}
    </li>
  );
}

function Items({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const items = useInfiniteQuery(itemsQuery({ runId }));
  const rows = rowsOf(items.data);
  if (items.isError) return <ProblemNote error={items.error} onRetry={() => void items.refetch()} />;
  if (items.isPending) return <Skeleton height={120} />;
  if (rows.length === 0) return <p className="faint">{t('integrations.drawer.noItems')}</p>;
  return (
    <>
      <ol className={classes.items}>
        {rows.map((item) => (
          <ItemLine key={item.id} item={item} />
        ))}
      </ol>
      {items.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={items.isFetchingNextPage}
          onClick={() => void items.fetchNextPage()}
        >
          …
        </Button>
      )}
    </>
  );
}

function UndoButton({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const renew = useRenew();
  const undo = useMutation({
    mutationFn: () => api.call('POST /sync-runs/:runId/undo', { params: { runId: run.id } }),
    onSuccess: ({ undone, kept }) => {
      showDone(t('integrations.drawer.undone', { n: format.count(undone) }));
      const [first] = kept;
      if (first !== undefined) {
        const names = kept.map(({ fileName }) => fileName).join(', ');
        showRefused(
          t('integrations.drawer.kept', { n: format.count(kept.length), names }),
          format.pick(first.message, first.messageEn),
        );
      }
      renew();
    },
    onError: showProblem,
  });
  return (
    <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
      {t('integrations.drawer.undo')}
    </Button>
  );
}

export function RunDrawer({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const resultOf = useRunResult();
  const took = run.documents + run.statements + run.trayed > 0;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(640px, 100vw)"
      title={t('integrations.drawer.title', { when: format.moment(run.startedAt ?? run.createdAt) })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="md">
        <div>
          <RunState run={run} /> <span className="soft">{run.fault === null && resultOf(run)}</span>
        </div>
        {run.fault !== null && <FaultNote fault={run.fault} />}
        {can('integration:run') && run.endedAt !== null && run.undoneAt === null && took && (
          <div>
            <UndoButton run={run} />
          </div>
        )}
        <section aria-label={t('integrations.drawer.log')}>
          <h2>{t('integrations.drawer.log')}</h2>
          <Log runId={run.id} />
        </section>
        <section aria-label={t('integrations.drawer.items')}>
          <h2>{t('integrations.drawer.items')}</h2>
          <Items runId={run.id} />
        </section>
      </Stack>
    </Drawer>
  );
}

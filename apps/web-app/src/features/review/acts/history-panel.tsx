/** The history of acts beside the page: by me or by everybody, how far each is; opening one shows its documents. */
import { Button, Drawer, Progress, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../../api/queries.ts';
import { Empty } from '../../../ui/page.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { Chips } from '../../../ui/small.tsx';
import { ActDocuments } from './act-documents.tsx';
import { type Act, actsQuery, isGoing } from './act-queries.ts';
import { useActWords } from './act-words.ts';
import classes from './acts.module.css';

interface HistoryProps {
  /** Null: of all clients. */
  readonly clientId: string | null;
  /** The act to open first; null for the list. */
  readonly first: string | null;
  readonly onClose: () => void;
  /** Called when something was taken back, after it is. */
  readonly onUndone: () => void;
}

function ActRow({ act, showClient, onOpen }: { act: Act; showClient: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const words = useActWords()(act);
  const { total, waiting } = act.counts;
  return (
    <li>
      <button type="button" className={classes.act} onClick={onOpen} data-testid="act">
        <span>
          <strong>{words.kind}</strong> · {words.what}
        </span>
        <span className={classes.when}>{words.when}</span>
        <span className={`${classes.line} ${classes.faint}`}>
          {[
            words.who,
            showClient ? act.clientTitle : null,
            total === 1 && act.counts.done === 1 ? null : words.counts,
            ...words.more,
          ]
            .filter((part) => part !== null && part !== '')
            .join(' · ')}
        </span>
        {isGoing(act) && (
          <Progress
            className={classes.line ?? ''}
            value={((total - waiting) / Math.max(1, total)) * 100}
            aria-label={t('acts.history.progress')}
          />
        )}
      </button>
    </li>
  );
}

function ActList({ clientId, onOpen }: { clientId: string | null; onOpen: (actId: string) => void }) {
  const { t } = useTranslation();
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const query = useInfiniteQuery(actsQuery(clientId, whose === 'mine'));
  const acts = rowsOf(query.data);
  return (
    <div className={classes.panel}>
      <Chips
        label={t('acts.history.whose')}
        value={whose}
        onChange={setWhose}
        choices={[
          { value: 'mine', label: t('acts.history.mine') },
          { value: 'all', label: t('acts.history.all') },
        ]}
      />
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={240} />}
      {query.isSuccess && acts.length === 0 && (
        <Empty icon="history" title={t('acts.history.empty')} next={t('acts.history.emptyNext')} />
      )}
      <ul className={classes.list}>
        {acts.map((act) => (
          <ActRow key={act.id} act={act} showClient={clientId === null} onOpen={() => onOpen(act.id)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('acts.history.more')}
        </Button>
      )}
    </div>
  );
}

export function HistoryPanel({ clientId, first, onClose, onUndone }: HistoryProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(first);
  return (
    <Drawer
      opened
      position="right"
      size="md"
      onClose={onClose}
      title={t('acts.history.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {opened === null ? (
        <ActList clientId={clientId} onOpen={setOpened} />
      ) : (
        <ActDocuments actId={opened} onBack={() => setOpened(null)} onUndone={onUndone} />
      )}
    </Drawer>
  );
}

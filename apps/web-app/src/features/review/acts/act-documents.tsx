/** One act opened: its documents, what became of each and why, and the taking back of all or of some. */
import { Button, Checkbox, Progress, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../../api/queries.ts';
import { api, useCan } from '../../../api/session.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemNote, showDone, showProblem, showRefused } from '../../../ui/problem-note.tsx';
import { type Act, type ActItem, actItemsQuery, actQuery, isGoing } from './act-queries.ts';
import { useActWords } from './act-words.ts';
import classes from './acts.module.css';
import { askUndo, followAct } from './ask-act.ts';
import { refusalWords } from './refusal-words.ts';

/** Takes the act back, whole (null) or in part, and tells what came of it. */
function useTakeBack(act: Act | undefined, onUndone: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const [undo, setUndo] = useState<Act | null>(null);
  const takeBack = async (documentIds: readonly string[] | null) => {
    if (act === undefined) return;
    try {
      const asked = await askUndo(act.id, documentIds ?? undefined);
      setUndo(asked);
      const { counts } = await followAct(asked, setUndo);
      const n = format.count(counts.done);
      if (counts.refused === 0) showDone(t('acts.history.undone', { n }));
      else showRefused(t('acts.history.undoneSome', { n, refused: format.count(counts.refused) }), '');
    } catch (error) {
      showProblem(error);
    }
    setUndo(null);
    for (const queryKey of [['work-acts'], ['documents'], ['voucher'], ['vouchers'], ['client'], ['mizan']])
      await cache.invalidateQueries({ queryKey });
    onUndone();
  };
  return { undo, takeBack };
}

interface RowProps {
  readonly item: ActItem;
  readonly showClient: boolean;
  readonly tickable: boolean;
  readonly ticked: boolean;
  readonly onTick: () => void;
}

function Row({ item, showClient, tickable, ticked, onTick }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = item.documentNo ?? item.fileName;
  const { fisNo } = item;
  const refusal = item.refusal === null ? null : refusalWords(item.refusal);
  return (
    <tr data-state={item.state}>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('acts.history.tick', { name })}
          checked={ticked}
          disabled={!tickable}
          onChange={onTick}
        />
      </td>
      <td>
        {name}
        <div className={classes.faint}>
          {[showClient ? item.clientTitle : null, item.counterpartyName].filter(Boolean).join(' · ')}
        </div>
        {refusal !== null && <div className={classes.wrong}>{format.pick(refusal.tr, refusal.en)}</div>}
      </td>
      <td className={classes.amount}>
        {item.sumKurus !== null && format.amount(item.sumKurus)}
        <div className={classes.faint}>
          {t(`acts.item.${item.state}`)}
          {fisNo !== null && ` · ${t('acts.history.fis', { no: format.count(fisNo) })}`}
        </div>
      </td>
    </tr>
  );
}

interface TableProps {
  readonly items: readonly ActItem[];
  readonly showClient: boolean;
  /** Null where nothing can be taken back. */
  readonly ticked: ReadonlySet<string> | null;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
}

function Table({ items, showClient, ticked, onTick }: TableProps) {
  const { t } = useTranslation();
  const able = items.filter(({ state }) => state === 'done');
  const chosen = ticked ?? new Set<string>();
  const toggle = (id: string) =>
    onTick(chosen.has(id) ? new Set([...chosen].filter((each) => each !== id)) : new Set([...chosen, id]));
  const all = able.length > 0 && able.every(({ documentId }) => chosen.has(documentId));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>
            <Checkbox
              size="xs"
              aria-label={t('acts.history.tickAll')}
              checked={all}
              indeterminate={!all && chosen.size > 0}
              disabled={ticked === null || able.length === 0}
              onChange={() => onTick(all ? new Set() : new Set(able.map(({ documentId }) => documentId)))}
            />
          </th>
          <th>{t('acts.like.document')}</th>
          <th className={classes.amount}>{t('acts.like.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row
            key={item.documentId}
            item={item}
            showClient={showClient}
            tickable={ticked !== null && item.state === 'done'}
            ticked={chosen.has(item.documentId)}
            onTick={() => toggle(item.documentId)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ToolsProps {
  readonly act: Act;
  readonly undo: Act | null;
  readonly mayUndo: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onTakeBack: (documentIds: readonly string[] | null) => void;
}

function Tools({ act, undo, mayUndo, chosen, onTakeBack }: ToolsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isGoing(act)) {
    const stop = () =>
      void api.call('POST /work-acts/:actId/stop', { params: { actId: act.id } }).catch(showProblem);
    return (
      <Button variant="default" onClick={stop}>
        {t('review.stop')}
      </Button>
    );
  }
  if (undo !== null) {
    const { total, waiting } = undo.counts;
    return (
      <div role="status">
        {t('acts.history.undoing', { done: format.count(total - waiting), total: format.count(total) })}
        <Progress
          value={((total - waiting) / Math.max(1, total)) * 100}
          aria-label={t('acts.history.progress')}
        />
      </div>
    );
  }
  if (!mayUndo || !act.undoable) return null;
  return (
    <div className={classes.tools}>
      {chosen.size > 0 ? (
        <Button onClick={() => onTakeBack([...chosen])}>
          {t('acts.history.undoSome', { n: format.count(chosen.size) })}
        </Button>
      ) : (
        <Button variant="default" onClick={() => onTakeBack(null)}>
          {t('acts.history.undoAll', { n: format.count(act.counts.done) })}
        </Button>
      )}
    </div>
  );
}

export function ActDocuments({
  actId,
  onBack,
  onUndone,
}: {
  actId: string;
  onBack: () => void;
  onUndone: () => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const wordsOf = useActWords();
  const act = useQuery(actQuery(actId)).data;
  const query = useInfiniteQuery(actItemsQuery(actId));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { undo, takeBack } = useTakeBack(act, onUndone);
  const words = act === undefined ? null : wordsOf(act);
  const mayUndo = act !== undefined && can(act.kind === 'approve' ? 'voucher:post' : 'document:write');
  const start = (documentIds: readonly string[] | null) => {
    setChosen(new Set());
    void takeBack(documentIds);
  };
  return (
    <div className={classes.panel}>
      <div className={classes.tools}>
        <Button variant="subtle" leftSection={<Icon name="left" />} onClick={onBack} data-autofocus>
          {t('acts.history.back')}
        </Button>
      </div>
      {act !== undefined && words !== null && (
        <div>
          <strong>{words.kind}</strong> · {words.what}
          <div className={classes.faint}>
            {[words.who, words.when, words.counts, ...words.more].filter((part) => part !== '').join(' · ')}
          </div>
        </div>
      )}
      {act !== undefined && (
        <Tools act={act} undo={undo} mayUndo={mayUndo} chosen={chosen} onTakeBack={start} />
      )}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={240} />}
      {query.isSuccess && (
        <Table
          items={rowsOf(query.data)}
          showClient={act?.clientId === null}
          ticked={act?.undoable === true && mayUndo && undo === null ? chosen : null}
          onTick={setChosen}
        />
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('acts.history.moreItems')}
        </Button>
      )}
    </div>
  );
}

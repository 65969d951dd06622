/** "Apply to all like this": which accounts were chosen, which documents would take them, and which of them shall. */
import { Button, Checkbox, Group, Modal, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../../api/queries.ts';
import { useFormat } from '../../../format/use-format.ts';
import { ProblemNote, showDone } from '../../../ui/problem-note.tsx';
import { type Alike, alikeQuery } from './act-queries.ts';
import classes from './acts.module.css';
import { askAct, followAct } from './ask-act.ts';

type AlikeItem = Alike['items'][number];

function Row({ item, ticked, onTick }: { item: AlikeItem; ticked: boolean; onTick: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = item.documentNo ?? item.fileName;
  const { refusal } = item;
  return (
    <tr>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('acts.like.tick', { name })}
          checked={ticked}
          disabled={refusal !== null}
          onChange={onTick}
        />
      </td>
      <td>
        {name}
        <div className={classes.faint}>{item.issueDate !== null && format.date(item.issueDate)}</div>
      </td>
      <td>
        {refusal !== null
          ? format.pick(refusal.message, refusal.messageEn)
          : item.changes.map((change) => (
              <div key={change.role} title={`${change.beforeName} → ${change.afterName}`}>
                <s>{change.before}</s> → <strong>{change.after}</strong>
              </div>
            ))}
      </td>
      <td className={classes.amount}>{format.amount(item.sumKurus)}</td>
    </tr>
  );
}

function Preview({
  alike,
  left,
  onToggle,
}: {
  alike: Alike;
  left: ReadonlySet<string>;
  onToggle: (documentId: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <p>{t('acts.like.changes')}</p>
      <ul className={classes.chosen}>
        {alike.changes.map(({ role, accountCode, accountName }) => (
          <li key={role}>
            <strong>{accountCode}</strong> {accountName}
          </li>
        ))}
      </ul>
      {alike.items.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th />
                <th>{t('acts.like.document')}</th>
                <th>{t('acts.like.account')}</th>
                <th className={classes.amount}>{t('acts.like.sum')}</th>
              </tr>
            </thead>
            <tbody>
              {alike.items.map((item) => (
                <Row
                  key={item.documentId}
                  item={item}
                  ticked={item.refusal === null && !left.has(item.documentId)}
                  onTick={() => onToggle(item.documentId)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {alike.count > alike.items.length && (
        <p className={classes.faint}>{t('acts.like.shown', { n: format.count(alike.items.length) })}</p>
      )}
    </>
  );
}

/** Asks for it; answers when the worker has ended. */
function useApply(document: DocumentItem, onClose: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const [going, setGoing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const apply = async (documentIds: readonly string[] | null) => {
    setGoing(true);
    setError(null);
    try {
      const like = { documentId: document.id };
      const act = await askAct({
        kind: 'apply-like',
        like,
        ...(documentIds === null ? {} : { documentIds: [...documentIds] }),
      });
      const { counts } = await followAct(act, () => {});
      if (counts.refused > 0) showDone(t('acts.refusedMany', { n: format.count(counts.refused) }));
      showDone(t('acts.like.done', { n: format.count(counts.done) }));
      for (const queryKey of [['documents'], ['voucher'], ['vouchers'], ['work-acts']])
        void cache.invalidateQueries({ queryKey });
      onClose();
    } catch (problem) {
      setError(problem);
    }
    setGoing(false);
  };
  return { apply, going, error };
}

// The button comes with the answer, after the dialog has placed the focus: Enter must mean it then.
const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

export function LikeDialog({ document, onClose }: { document: DocumentItem; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(alikeQuery(document.id));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { apply, going, error } = useApply(document, onClose);
  const toggle = (id: string) =>
    setLeft((now) => (now.has(id) ? new Set([...now].filter((each) => each !== id)) : new Set([...now, id])));
  const alike = query.data;
  const able = alike?.items.filter(({ refusal }) => refusal === null) ?? [];
  const chosen = able.filter(({ documentId }) => !left.has(documentId));
  const count = (alike?.count ?? 0) - (able.length - chosen.length);
  const start = () => void apply(left.size === 0 ? null : chosen.map(({ documentId }) => documentId));
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('acts.like.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.dialog}>
        {query.isPending && <Skeleton height={120} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {error !== null && <ProblemNote error={error} />}
        {alike !== undefined && alike.changes.length === 0 && <p>{t('acts.like.nothing')}</p>}
        {alike !== undefined && alike.changes.length > 0 && (
          <>
            <Preview alike={alike} left={left} onToggle={toggle} />
            <p>
              {alike.count === 0
                ? t('acts.like.none')
                : t('acts.like.body', { n: format.count(alike.count), sum: format.amount(alike.sumKurus) })}
            </p>
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          {count > 0 && (
            <Button ref={takeFocus} data-autofocus loading={going} onClick={start}>
              {t('acts.like.go', { n: format.count(count) })}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}

/** How saving stands, where it is not simply done: waiting, merged, posted by another, refused, or found unsaved. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../../api/problem.ts';
import { useFormat } from '../../../format/use-format.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { placeOfFault } from './fault-of-line.ts';
import classes from './merge.module.css';
import { MergePanel, TakenIn } from './merge-panel.tsx';
import type { Save } from './use-save.ts';

function Note({
  tone,
  title,
  children,
  act,
  onAct,
}: {
  tone: 'wait' | 'wrong' | 'done';
  title: string;
  children?: ReactNode;
  act?: string;
  onAct?: () => void;
}) {
  return (
    <div role={tone === 'wrong' ? 'alert' : 'status'} className={classes.note} data-tone={tone}>
      <p>
        <strong>{title}</strong> {children}
      </p>
      {act !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onAct}>
          {act}
        </Button>
      )}
    </div>
  );
}

interface SaveNoteProps {
  readonly save: Save;
  /** Who saved a newer version than the one edited; null where nobody did. */
  readonly newer: { readonly name: string } | null;
  readonly recalled: boolean;
  readonly onMeet: () => void;
  readonly onStartOver: () => void;
  readonly onLeave: () => void;
  /** The grid says at a line what is wrong with it. */
  readonly atRows?: boolean;
}

/** The refusal of the API; a place of the body is said as the line that it is. */
function Refused({ problem, atRows }: { problem: ApiProblem; atRows: boolean }) {
  const { t } = useTranslation();
  const faults = problem.faults.flatMap((fault) => {
    const place = placeOfFault(fault);
    if (place === null) return [fault];
    return atRows ? [] : [{ ...fault, path: t('review.editing.lineLabel', { n: place + 1 }) }];
  });
  const { status, code, detail, next, requestId } = problem;
  return (
    <div className={classes.refused}>
      <ProblemNote error={new ApiProblem({ status, code, detail, next, requestId, faults })} />
    </div>
  );
}

export function SaveNote(props: SaveNoteProps) {
  const { save, newer, recalled, onMeet, onStartOver, onLeave, atRows = false } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { state } = save;
  const unknown = t('edit.somebody');
  if (state.kind === 'refused') return <Refused problem={state.error} atRows={atRows} />;
  if (state.kind === 'waiting')
    return (
      <Note
        tone="wait"
        title={t('edit.waiting.title')}
        act={t('edit.waiting.now')}
        onAct={() => save.save(state.approve)}
      >
        {t('edit.waiting.body')}
      </Note>
    );
  if (state.kind === 'posted')
    return (
      <Note tone="wrong" title={t('edit.posted.title')} act={t('edit.posted.leave')} onAct={onLeave}>
        {t('edit.posted.body', {
          name: state.voucher.postedByName ?? unknown,
          no: format.count(state.voucher.fisNo ?? 0),
        })}
      </Note>
    );
  if (state.kind === 'merging')
    return (
      <MergePanel
        merge={save.mergeOf(state.saved, state.choices)}
        name={state.saved.changedByName ?? unknown}
        choices={state.choices}
        onChoose={save.choose}
        onMerge={save.mergeNow}
      />
    );
  if (state.kind === 'merged')
    return (
      <div role="status" className={classes.note} data-tone="done">
        <p>
          <strong>{t('edit.merged.title', { name: state.saved.changedByName ?? unknown })}</strong>{' '}
          {t('edit.merged.body')}
        </p>
        <TakenIn changes={state.changes} />
      </div>
    );
  if (state.kind === 'idle' && newer !== null)
    return (
      <Note
        tone="wait"
        title={t('edit.newer.title', newer)}
        act={`${t('edit.newer.act')} · Alt+M`}
        onAct={onMeet}
      >
        {t('edit.newer.body')}
      </Note>
    );
  if (state.kind === 'idle' && recalled)
    return (
      <Note tone="wait" title={t('edit.recalled.title')} act={t('edit.recalled.act')} onAct={onStartOver}>
        {t('edit.recalled.body')}
      </Note>
    );
  return null;
}

/** A refusal shown where it happened, and as a passing notice: what happened, what to do, the request number. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import { Icon } from './icon.tsx';
import { notify } from './notices.tsx';
import classes from './ui.module.css';

/** The two sentences of a problem in the reader's language. */
export function useProblemText(): (problem: ApiProblem) => { what: string; next: string } {
  const { t } = useTranslation();
  return useCallback(
    (problem) => {
      if (problem.code === 'NETWORK')
        return { what: t('shell.error.network'), next: t('shell.error.networkNext') };
      if (problem.detail === '')
        return { what: t('shell.error.unknown'), next: t('shell.error.unknownNext') };
      return { what: problem.detail, next: problem.next };
    },
    [t],
  );
}

function RequestId({ id }: { id: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard?.writeText(id).then(
      () => setCopied(true),
      // Where the browser forbids it the number still stands there to be read.
      () => undefined,
    );
  return (
    <button type="button" className={classes.requestId} onClick={() => void copy()}>
      {t('shell.error.requestId')} {id.slice(0, 8)} ·{' '}
      {copied ? t('shell.error.copied') : t('shell.error.copy')}
    </button>
  );
}

export function ProblemBody({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  const { what, next } = useProblemText()(problem);
  return (
    <div>
      <strong>{what}</strong>
      {problem.faults.map((fault) => (
        <div key={`${fault.path}${fault.message}`}>{t('shell.error.field', { ...fault })}</div>
      ))}
      {next !== '' && <div>{next}</div>}
      {problem.requestId !== null && <RequestId id={problem.requestId} />}
    </div>
  );
}

export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.problem}>
      <Icon name="wrong" />
      <ProblemBody problem={asProblem(error)} />
      {onRetry !== undefined && (
        <button type="button" className={classes.retry} onClick={onRetry}>
          {t('shell.error.retry')}
        </button>
      )}
    </div>
  );
}

/** Shows a failure of an act as a notice that stays until it is closed. */
export function showProblem(error: unknown): void {
  notify({ tone: 'wrong', message: <ProblemBody problem={asProblem(error)} /> });
}

/** Says that something which seemed done was refused, and why; stays until it is closed. */
export function showRefused(title: string, message: string): void {
  notify({ tone: 'wrong', title, message });
}

/** Says briefly that something was done. */
export function showDone(message: string): void {
  notify({ tone: 'done', message });
}

/** Says that something was done, and offers to take it back. */
export function showUndoable(message: string, undo: { label: string; run: () => void }): void {
  notify({ tone: 'done', message, undo });
}

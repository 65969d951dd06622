/** Keeps a draft on the server while it is written: a short while after the last key, as soon as its lines are whole. */
import { useEffect, useRef } from 'react';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { Save } from '../../review/edit/use-save.ts';

const PAUSE_MS = 1_500;

/** What is not whole yet stands in the browser meanwhile (`kept-edits.ts`). `mayKeep`: nothing in it is wrong. */
export function useAutosave(edit: Edit, save: Save, mayKeep: boolean): void {
  const lastKept = useRef<unknown>(null);
  const keep = useRef(save.keep);
  useEffect(() => {
    keep.current = save.keep;
  });
  const { kind } = save.state;
  const isFree = !save.isSending && (kind === 'idle' || kind === 'merged' || kind === 'refused');
  const { draft, isChanged } = edit;
  useEffect(() => {
    // What was refused once is not sent again before it is changed.
    if (!isFree || !mayKeep || !isChanged || lastKept.current === draft.lines) return;
    const timer = setTimeout(() => {
      lastKept.current = draft.lines;
      keep.current();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isFree, mayKeep, isChanged, draft]);
}

/** Whether an edit of the open voucher waits in the browser; the first one that is met is gone on with at once. */
import { useEffect, useRef } from 'react';
import { useMe } from '../../../api/session.ts';
import { recallEdit } from './kept-edits.ts';

/** `mode` is what the page does now: after an edit is left it is looked again. */
export function useUnsavedEdit(voucherId: string | null, mode: string): boolean {
  const userId = useMe()?.user.id;
  return (
    mode === 'read' && voucherId !== null && userId !== undefined && recallEdit(userId, voucherId) !== null
  );
}

/** Calls `resume` once, for the document the page was opened with: who signed in again or reloaded comes back into the edit. */
export function useResumedEdit(voucherId: string | null, unsaved: boolean, resume: () => void): void {
  const met = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first voucher that is shown is gone on with
  useEffect(() => {
    if (voucherId === null || met.current) return;
    met.current = true;
    if (unsaved) resume();
  }, [voucherId]);
}

/** Leaving a draft: what can be kept on the server is kept first. */
import { useEffect, useState } from 'react';
import type { Save } from '../../review/edit/use-save.ts';

/** Leaves after what is being kept has been kept. */
export function useLeaving(save: Save, mayKeep: boolean, onLeave: () => void): () => void {
  const [leaving, setLeaving] = useState<'no' | 'keeping' | 'kept'>('no');
  const { isSending, keep } = save;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step follows the sending that ended
  useEffect(() => {
    if (leaving === 'no' || isSending) return;
    if (leaving === 'kept' || !mayKeep) return onLeave();
    setLeaving('kept');
    keep();
  }, [leaving, isSending]);
  return () => setLeaving('keeping');
}

/** In the address ("onay"): the review opens with the question whether all that is clean is to be approved, as its key asks it. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';

export const ASKS_FOR_CLEAN = 'temiz';

/** Asks once the queue is there, and takes the wish out of the address: loaded anew, the page does not ask again. */
export function useAskedForClean(ready: boolean, ask: () => void): void {
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }).onay === ASKS_FOR_CLEAN;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is fulfilled once
  useEffect(() => {
    if (!asked || !ready) return;
    ask();
    void navigate({ to: '.', search: ({ onay: _onay, ...kept }) => kept, replace: true });
  }, [asked, ready]);
}

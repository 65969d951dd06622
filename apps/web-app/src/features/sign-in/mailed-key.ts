/** The key of a mailed link. */
import { useLocation } from '@tanstack/react-router';

/**
 * Mailed links carry the key behind "#", which the browser sends to no server; `asked` is one of the search.
 * Null where there is neither.
 */
export function useMailedKey(asked: string | undefined): string | null {
  const behindHash = useLocation({ select: ({ hash }) => new URLSearchParams(hash).get('token') });
  return asked ?? behindHash;
}

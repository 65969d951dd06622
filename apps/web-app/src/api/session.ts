/** The one API client of the browser, who is signed in, and the query cache that follows it. */
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { adoptLanguage, currentLanguage } from '../i18n/index.ts';
import { createApi, type SignedIn } from './client.ts';
import type { Answer } from './contracts.ts';
import { mayAskAgain, waitBeforeAsking } from './problem.ts';
import { mayBeSignedIn, rememberSignedIn } from './sign-in-hint.ts';

export type Me = Answer<'GET /me'>;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: mayAskAgain,
      retryDelay: waitBeforeAsking,
    },
  },
});

const signOutListeners = new Set<() => Promise<void>>();

function onSession(signedIn: SignedIn | null): void {
  rememberSignedIn(signedIn !== null);
  if (signedIn !== null) {
    queryClient.setQueryData(['me'], signedIn.me);
    void adoptLanguage(signedIn.me.officeLanguage);
    return;
  }
  // The page leaves first: parts that are still shown would otherwise ask again for what was forgotten.
  void Promise.all([...signOutListeners].map((leave) => leave())).then(() => queryClient.clear());
}

/** Without web locks (old browsers) two tabs may renew at once; the second one then signs in again. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('muhasebi-refresh', work) : work();
}

export const api = createApi({ baseUrl: '/api/v1', language: currentLanguage, onSession, exclusively });

/** Tells when the session ends, wherever that happens; what was known is forgotten when all listeners are done. */
export function onSignedOut(listener: () => Promise<void>): () => void {
  signOutListeners.add(listener);
  return () => signOutListeners.delete(listener);
}

const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.call('GET /me', { signal }),
  staleTime: 5 * 60_000,
});

/** Who is signed in, from memory or the refresh cookie; null when nobody is. A browser where nobody ever was is not asked. */
export async function signedInMe(): Promise<Me | null> {
  const known = queryClient.getQueryData<Me>(['me']);
  if (known !== undefined) return known;
  return mayBeSignedIn() ? ((await api.refresh())?.me ?? null) : null;
}

/** Who is signed in; only used below the shell, where someone always is. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** Whether the signed-in person may do this ("voucher:post"). */
export function useCan(): (permission: string) => boolean {
  const permissions = useMe()?.permissions ?? [];
  return (permission) => permissions.includes(permission);
}

/** Follows a live stream of the server; what reads it is loaded after the page, which does not wait for it. */
import type { Api } from './client.ts';
import type { StreamHandlers } from './event-stream.ts';

/** Until the returned function is called; a cut stream is taken up again. */
export function followEvents(api: Api, path: string, handlers: StreamHandlers): () => void {
  const stop = new AbortController();
  const follow = async () => {
    const stream = await import('./event-stream.ts');
    if (stop.signal.aborted) return;
    stop.signal.addEventListener('abort', stream.followEvents(api, path, handlers));
  };
  follow().catch(() => {
    // Without it the page shows what it asked for, and renews it when it is come back to.
  });
  return () => stop.abort();
}

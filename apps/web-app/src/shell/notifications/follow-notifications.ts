/** Hears of new notifications live: one tab of the browser holds the stream, and tells the others. */
import { followEvents } from '../../api/follow-events.ts';
import { api } from '../../api/session.ts';

const CHANNEL = 'muhasebi-notifications';

/**
 * Calls `onChange` when something is new, until the returned function is called. A browser opens six connections to
 * a server over HTTP/1.1: a stream in every tab would leave none for work.
 */
export function followNotifications(officeId: string, onChange: () => void): () => void {
  const stop = new AbortController();
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`${CHANNEL} ${officeId}`);
  channel?.addEventListener('message', onChange);
  const tell = () => {
    onChange();
    channel?.postMessage(null);
  };
  const hold = () =>
    new Promise<void>((resolve) => {
      const leave = followEvents(api, '/notifications/events', {
        onOpen: tell,
        onEvent: (name) => name === 'notifications' && tell(),
      });
      stop.signal.addEventListener('abort', () => {
        leave();
        resolve();
      });
    });
  if (channel !== null && 'locks' in navigator) {
    navigator.locks.request(`${CHANNEL} ${officeId}`, { signal: stop.signal }, hold).catch(() => {
      // Left before its turn came: another tab holds the stream.
    });
  } else void hold();
  return () => {
    stop.abort();
    channel?.close();
  };
}

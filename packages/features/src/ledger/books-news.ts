/**
 * Tells open pages that the books of a client changed: after the commit and at most twice a second a client. A notice
 * inside the posting transaction would make commits wait for each other, since PostgreSQL queues those that notify.
 */
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Database } from '../feature.ts';

/** Milliseconds between two notices of one client. */
const GAP_MS = 500;

export interface BooksNews {
  /** Returns at once. A notice that is lost with its process harms nobody: pages ask again when they are come back to. */
  changed(tenantId: string, clientId: string): void;
}

export function createBooksNews(db: Database): BooksNews {
  /** Clients told less than a gap ago; true where something happened since. */
  const told = new Map<string, boolean>();
  const tell = (tenantId: string, clientId: string): void => {
    told.set(clientId, false);
    announce(db, { tenantId, topic: 'books', clientId }).catch(() => {
      // The database is away or closed: then nobody listens either.
    });
    setTimeout(() => {
      const again = told.get(clientId) === true;
      told.delete(clientId);
      if (again) tell(tenantId, clientId);
    }, GAP_MS).unref();
  };
  return {
    changed(tenantId, clientId) {
      if (told.has(clientId)) told.set(clientId, true);
      else tell(tenantId, clientId);
    },
  };
}

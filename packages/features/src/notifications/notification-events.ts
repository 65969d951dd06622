/** The live stream of a person: how many notifications are unread, at once and after each change. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { stayUntilLeft } from '@muhasebi/platform/events/stay-until-left.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { NotificationEvent } from './contract.ts';
import { countUnread } from './notifications.queries.ts';
import { type NotificationsContext, readerOf } from './read-notifications.ts';

const MIN_GAP_MS = 500;

type Listener = Pick<RequestContext, 'scope' | 'sendEvent' | 'closed' | 'log'>;

/** Runs until the browser leaves; at most two events a second, one count at a time. */
export async function streamNotifications(deps: NotificationsContext, context: Listener): Promise<void> {
  const reader = readerOf(context.scope);
  let timer: NodeJS.Timeout | null = null;
  let sending = false;
  let changed = false;

  const send = async () => {
    timer = null;
    sending = true;
    changed = false;
    try {
      const event: NotificationEvent = await inScope(deps.db, context.scope, (trx) =>
        countUnread(trx, reader),
      );
      context.sendEvent('notifications', event);
    } catch (error) {
      // The bell keeps its last count; the next change, or the page's own reload, brings the next.
      context.log.warn({ err: error }, 'unread notifications could not be counted for a live stream');
    }
    sending = false;
    if (changed) plan(MIN_GAP_MS);
  };
  const plan = (waitMs: number) => {
    changed = true;
    if (timer !== null || sending || context.closed.aborted) return;
    timer = setTimeout(() => void send(), waitMs);
  };

  const unsubscribe = deps.live?.subscribe(reader.tenantId, (event) => {
    if (event.topic === 'notifications' && event.userId === reader.userId) plan(MIN_GAP_MS);
  });
  plan(0);
  await stayUntilLeft(context);
  unsubscribe?.();
  if (timer !== null) clearTimeout(timer);
}

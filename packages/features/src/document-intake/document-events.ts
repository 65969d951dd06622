/** The live stream of one client's document counts: at most two events a second, and a ping while nothing happens. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import { stayUntilLeft } from '@muhasebi/platform/events/stay-until-left.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { Database } from '../feature.ts';
import type { DocumentEvent } from './contract.ts';
import { countDocuments } from './documents.queries.ts';
import { presentCounts } from './present-document.ts';
import type { Place } from './reading.queries.ts';

const MIN_GAP_MS = 500;
/** Said as they are; what has changed is asked for. */
const PASSED_ON: ReadonlySet<string> = new Set(['presence', 'vouchers', 'books', 'voucher-imports']);

interface Deps {
  readonly db: Database;
  /** Null where nobody announces. */
  readonly live: Pick<LiveEvents, 'subscribe'> | null;
}
type Listener = Pick<RequestContext, 'scope' | 'sendEvent' | 'closed' | 'log'>;

/** Sends the counts at once and after each change until the browser leaves. Only one count runs at a time. */
export async function streamDocumentEvents(deps: Deps, context: Listener, place: Place): Promise<void> {
  let timer: NodeJS.Timeout | null = null;
  let sending = false;
  let changed = false;
  let sentAt = 0;

  const send = async () => {
    timer = null;
    sending = true;
    changed = false;
    try {
      const counts = await inScope(deps.db, context.scope, (trx) => countDocuments(trx, place));
      const event: DocumentEvent = { clientId: place.clientId, ...presentCounts(counts) };
      context.sendEvent('documents', event);
    } catch (error) {
      // The browser keeps its last counts; the next change, or its own reload, brings the next.
      context.log.warn({ err: error }, 'document counts could not be read for a live stream');
    }
    sending = false;
    sentAt = Date.now();
    if (changed) plan();
  };
  const plan = () => {
    changed = true;
    if (timer !== null || sending || context.closed.aborted) return;
    timer = setTimeout(() => void send(), Math.max(0, sentAt + MIN_GAP_MS - Date.now()));
  };

  const unsubscribe = deps.live?.subscribe(place.tenantId, (event) => {
    if (event.clientId !== place.clientId) return;
    if (event.topic === 'documents') plan();
    // Who hears it asks for the people, the voucher or the books, under permissions of its own.
    if (PASSED_ON.has(event.topic)) context.sendEvent(event.topic, {});
  });
  plan();
  await stayUntilLeft(context);
  unsubscribe?.();
  if (timer !== null) clearTimeout(timer);
}

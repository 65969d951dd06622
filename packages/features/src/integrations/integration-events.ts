/** The live stream of an office's integrations: says that something changed, at most twice a second; what, is asked for. */
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { stayUntilLeft } from '@muhasebi/platform/events/stay-until-left.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { SyncContext } from './sync-context.ts';

const MIN_GAP_MS = 500;

/** Runs until the browser leaves. */
export async function streamIntegrationEvents(
  { live }: Pick<SyncContext, 'live'>,
  context: Pick<RequestContext, 'scope' | 'sendEvent' | 'closed'>,
): Promise<void> {
  let timer: NodeJS.Timeout | null = null;
  const send = () => {
    timer = null;
    context.sendEvent('integrations', {});
  };
  const unsubscribe = live?.subscribe(tenantOf(context.scope), ({ topic }) => {
    if (topic === 'integrations') timer ??= setTimeout(send, MIN_GAP_MS);
  });
  send();
  await stayUntilLeft(context);
  unsubscribe?.();
  if (timer !== null) clearTimeout(timer);
}

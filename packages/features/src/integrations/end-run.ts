/** Ends a run: well, or with its fault; decides when the integration is tried again, and when a person must act. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import { SyncFault, type SyncFaultKind } from './connector.ts';
import type { ShownFault } from './contract.ts';
import type { RunPlace } from './held-run.ts';
import {
  findIntegration,
  holdIntegration,
  listResponsible,
  settleFailure,
  settleSuccess,
} from './integrations.queries.ts';
import { endRun, findRun, insertLogLine } from './runs.queries.ts';

/** After so many failures in a row the far side is left alone until a person looks. */
export const PAUSE_AFTER = 5;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** What no waiting mends. */
const NEEDS_A_PERSON: ReadonlySet<SyncFaultKind> = new Set(['refused', 'changed-identity', 'wrong-settings']);

/** How a fault is shown; one of ours keeps its words for the log. */
export function faultOf(error: unknown): ShownFault {
  if (error instanceof SyncFault)
    return {
      kind: error.kind,
      message: error.words.tr,
      messageEn: error.words.en,
      next: error.next.tr,
      nextEn: error.next.en,
    };
  return {
    kind: 'internal',
    message: 'Eşitleme bir program hatasıyla durdu; gelenlerden hiçbiri yitmedi.',
    messageEn: 'The sync stopped for a fault of the program; nothing that came in is lost.',
    next: 'Yeniden denenecek; sürerse sistem yöneticisine çalışmanın numarasıyla bildirin.',
    nextEn: 'It will be tried again; if it persists, tell the administrator with the number of the run.',
  };
}

export interface Aftermath {
  readonly pauses: boolean;
  /** Until the next try. */
  readonly waitMs: number;
}

/** 1, 2, 4, 8 minutes; longer where the far side asks for it. `failures` counts this one. */
export function afterFailure(error: unknown, failures: number): Aftermath {
  const kind = error instanceof SyncFault ? error.kind : null;
  const asked = error instanceof SyncFault ? (error.retryAfterMs ?? 0) : 0;
  const backoff = FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10);
  return {
    pauses: failures >= PAUSE_AFTER || (kind !== null && NEEDS_A_PERSON.has(kind)),
    waitMs: Math.min(LONGEST_WAIT_MS, Math.max(backoff, asked)),
  };
}

/** Where work is left, the next run is due at once. */
export async function endWell(place: RunPlace, isWorkLeft: boolean): Promise<void> {
  const { context, tenantId, runId, integrationId, clientId, scope } = place;
  await inScope(context.db, scope, async (trx) => {
    const run = await findRun(trx, tenantId, runId);
    if (run === undefined || run.lease !== place.lease || run.state !== 'running') return;
    const words = isWorkLeft
      ? {
          tr: 'Süresi doldu; kalanı sonraki çalışma alacak.',
          en: 'Its time is over; the next run takes the rest.',
        }
      : {
          tr: `Bitti: ${run.documents} belge, ${run.statements} ekstre, tepside ${run.trayed}, reddedilen ${run.refused}.`,
          en: `Done: ${run.documents} documents, ${run.statements} statements, ${run.trayed} in the tray, ${run.refused} refused.`,
        };
    await insertLogLine(trx, tenantId, runId, { clientId, level: 'info', words });
    await endRun(trx, tenantId, runId, 'done', null);
    await settleSuccess(trx, tenantId, integrationId, isWorkLeft);
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
  });
}

export async function endFailed(place: RunPlace, error: unknown): Promise<void> {
  const { context, tenantId, scope } = place;
  await inScope(context.db, scope, async (trx) => {
    const run = await findRun(trx, tenantId, place.runId);
    if (run === undefined || run.lease !== place.lease || run.state !== 'running') return;
    await failWithin(trx, place, error);
  });
}

export type FailedPlace = Pick<RunPlace, 'tenantId' | 'integrationId' | 'runId' | 'clientId'> & {
  readonly context: Pick<RunPlace['context'], 'webhooks'>;
};

/** The same in the caller's transaction, for a run that nobody works on. */
export async function failWithin(trx: Trx, place: FailedPlace, error: unknown): Promise<void> {
  const { context, tenantId, runId, integrationId, clientId } = place;
  const fault = faultOf(error);
  const integration = await holdIntegration(trx, tenantId, integrationId);
  const after = afterFailure(error, (integration?.failuresInARow ?? 0) + 1);
  const words = { tr: `${fault.message} ${fault.next}`, en: `${fault.messageEn} ${fault.nextEn}` };
  await insertLogLine(trx, tenantId, runId, { clientId, level: 'warn', words });
  await endRun(trx, tenantId, runId, 'failed', fault);
  await settleFailure(trx, tenantId, integrationId, { fault, ...after });
  await tellOfFailure(trx, place, after.pauses);
  const data = { runId, integrationId, kind: fault.kind, message: fault.message, paused: after.pauses };
  await context.webhooks.emit(trx, tenantId, { type: 'sync.failed', clientId, data });
  await announce(trx, { tenantId, topic: 'integrations', clientId: null });
}

/** A blip that the next try mends is nobody's to hear of, but for who asked for the run. */
async function tellOfFailure(
  trx: Trx,
  { tenantId, integrationId, runId, clientId }: FailedPlace,
  pauses: boolean,
) {
  const integration = await findIntegration(trx, tenantId, integrationId);
  const run = await findRun(trx, tenantId, runId);
  const asker = run?.askedBy ?? null;
  const userIds = pauses ? await listResponsible(trx, tenantId, integrationId) : [];
  if (asker !== null) userIds.push(asker);
  await notify(trx, {
    tenantId,
    userIds,
    kind: 'sync-failed',
    params: { name: integration?.name ?? '' },
    link: `/entegrasyonlar/${integrationId}`,
    foldKey: `sync-failed:${integrationId}`,
    ...(clientId === null ? {} : { clientId }),
  });
}

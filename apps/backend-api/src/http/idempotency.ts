/** Idempotency-Key on writes: the first answer is kept and given again to a repeated request. */
import { createHash } from 'node:crypto';
import type { Database } from '@muhasebi/features/feature.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { claimKey, type KeyClaim, readAnswer, releaseKey, saveAnswer } from './idempotency.queries.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed: boolean;
}

export interface IdempotentRequest {
  readonly scope: Scope;
  readonly key: string;
  /** "METHOD /path" with the real ids in it. */
  readonly route: string;
  readonly body: unknown;
  readonly status: number;
}

/**
 * Runs `work` once for a key of a person: a repetition gets the stored answer, one that runs meanwhile is refused, the
 * same key with another request too. A request that fails frees its key.
 */
export async function answerOnce(
  db: Database,
  request: IdempotentRequest,
  work: () => Promise<unknown>,
): Promise<Answer> {
  const { tenantId, userId } = request.scope;
  if (tenantId === null || userId === null)
    return { status: request.status, body: await work(), replayed: false };
  const requestHash = createHash('sha256')
    .update(`${request.route}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
  const claim: KeyClaim = { tenantId, userId, key: request.key, route: request.route, requestHash };
  const earlier = await inScope(db, request.scope, async (trx) =>
    (await claimKey(trx, claim)) ? undefined : readAnswer(trx, claim),
  );
  if (earlier !== undefined) {
    if (!earlier.request_hash.equals(requestHash)) throw platformErrors.IDEMPOTENCY_KEY_REUSED();
    if (earlier.response_status === null) throw platformErrors.IDEMPOTENCY_IN_PROGRESS();
    return { status: earlier.response_status, body: earlier.response_body, replayed: true };
  }
  try {
    const body = await work();
    await inScope(db, request.scope, (trx) => saveAnswer(trx, claim, request.status, body));
    return { status: request.status, body, replayed: false };
  } catch (failure) {
    await inScope(db, request.scope, (trx) => releaseKey(trx, claim));
    throw failure;
  }
}

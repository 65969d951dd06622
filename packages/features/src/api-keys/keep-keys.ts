/** Makes, lists and revokes the API keys of an office; a key is shown when it is made, and never again. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import type { FeatureDeps } from '../feature.ts';
import {
  countClients,
  countValidKeys,
  findKey,
  insertKey,
  type KeyRow,
  listKeys,
  revokeKey,
} from './api-keys.queries.ts';
import { type ApiKey, apiKeyErrors, type apiKeysContract } from './contract.ts';
import { newKeyToken } from './key-token.ts';

export type KeyDeps = Pick<FeatureDeps, 'db' | 'clock'> & {
  /** What this process remembers of a person's sessions and keys is asked for again. */
  readonly forget: (userId: string) => void;
};

/** Valid keys an office. */
const MOST_KEYS = 50;

export function showKeys({ db, clock }: KeyDeps, scope: Scope): Promise<ApiKey[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) =>
    (await listKeys(trx, tenantId)).map((row) => present(row, clock.now())),
  );
}

/** Throws API_KEY_END_PAST, API_KEY_LIMIT, CLIENT_NOT_FOUND. */
export function createKey(
  { db, clock }: KeyDeps,
  scope: Scope,
  body: RouteInput<(typeof apiKeysContract)['createApiKey']>['body'],
): Promise<{ key: ApiKey; token: string }> {
  const tenantId = tenantOf(scope);
  const { userId } = scope;
  if (userId === null) throw platformErrors.UNAUTHENTICATED();
  const now = clock.now();
  const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
  if (expiresAt !== null && expiresAt <= now) throw apiKeyErrors.API_KEY_END_PAST();
  const clientIds = body.clientIds === null ? null : [...new Set(body.clientIds)];
  const { token, hash, end } = newKeyToken(tenantId);
  return inScope(db, scope, async (trx) => {
    if ((await countValidKeys(trx, tenantId, now)) >= MOST_KEYS)
      throw apiKeyErrors.API_KEY_LIMIT({ limit: MOST_KEYS });
    if (clientIds !== null && (await countClients(trx, tenantId, clientIds)) !== clientIds.length)
      throw clientErrors.CLIENT_NOT_FOUND();
    const { name, permissions } = body;
    const key = { name, hash, end, permissions, clientIds, createdBy: userId, expiresAt };
    const made = await findKey(trx, tenantId, await insertKey(trx, tenantId, key));
    if (made === null) throw apiKeyErrors.API_KEY_NOT_FOUND();
    return { key: present(made, now), token };
  });
}

/** At once in this process, within five seconds in others. Throws API_KEY_NOT_FOUND. */
export async function endKey({ db, clock, forget }: KeyDeps, scope: Scope, keyId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  const ended = await inScope(db, scope, (trx) => revokeKey(trx, tenantId, keyId, clock.now()));
  if (ended === null) throw apiKeyErrors.API_KEY_NOT_FOUND();
  forget(ended.createdBy);
}

function present(row: KeyRow, now: Date): ApiKey {
  const { isMakerActive, createdAt, expiresAt, lastUsedAt, revokedAt, ...same } = row;
  return {
    ...same,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    state: stateOf(row, now),
  };
}

function stateOf({ revokedAt, expiresAt, isMakerActive }: KeyRow, now: Date): ApiKey['state'] {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  return isMakerActive ? 'active' : 'maker-gone';
}

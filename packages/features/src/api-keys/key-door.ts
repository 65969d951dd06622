/** Who a request with an API key comes from: the key, and then what its maker may do right now. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { FeatureDeps } from '../feature.ts';
import type { KeyDoor, KeyHolder, RightsService } from '../identity/contract.ts';
import { findByHash, noteUse } from './api-keys.queries.ts';
import { apiKeyErrors } from './contract.ts';
import { hashOfKey, isKeyToken, officeOfKey } from './key-token.ts';

type DoorDeps = Pick<FeatureDeps, 'db' | 'clock'> & { readonly rights: RightsService };

/** Answers of a key are the same whatever is wrong with it; the log alone learns which. */
export function createKeyDoor(deps: DoorDeps): KeyDoor {
  return { isKey: isKeyToken, open: (token) => openDoor(deps, token) };
}

/** Throws API_KEY_REFUSED. */
async function openDoor({ db, clock, rights }: DoorDeps, token: string): Promise<KeyHolder> {
  const refused = (reason: string) => apiKeyErrors.API_KEY_REFUSED({}, [], reason);
  const tenantId = officeOfKey(token);
  if (tenantId === null) throw refused('malformed');
  const now = clock.now();
  return inScope(db, systemScope(tenantId), async (trx) => {
    const key = await findByHash(trx, tenantId, hashOfKey(token), now);
    if (key === null) throw refused('unknown');
    if (key.isOver) throw refused('over');
    const maker = await rights.of(trx, tenantId, key.createdBy);
    if (maker === null) throw refused('maker-gone');
    await noteUse(trx, tenantId, key.keyId, now);
    return {
      apiKeyId: key.keyId,
      userId: key.createdBy,
      tenantId,
      role: maker.role,
      permissions: maker.permissions.filter((each) => key.permissions.includes(each)),
      clientIds: narrower(maker.clientIds, key.clientIds),
    };
  });
}

/** Null is all. */
function narrower(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((each) => other.includes(each));
}

/** API keys as a feature: their routes; the door that takes them is the host's to open (key-door.ts). */
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature } from '../feature.ts';
import { apiKeysContract as contract, KEY_PERMISSIONS } from './contract.ts';
import { createKey, endKey, type KeyDeps, showKeys } from './keep-keys.ts';

export function createApiKeysFeature(deps: KeyDeps): Feature {
  const routes = [
    implement(contract.listApiKeys, async ({ scope }) => ({
      items: await showKeys(deps, scope),
      grantable: [...KEY_PERMISSIONS],
    })),
    implement(contract.createApiKey, ({ scope }, { body }) => createKey(deps, scope, body)),
    implement(contract.revokeApiKey, async ({ scope }, { params }) => {
      await endKey(deps, scope, params.keyId);
      return undefined;
    }),
  ];
  return { name: 'api-keys', routes, jobs: [], schedules: [] };
}

/**
 * Seals every stored secret anew, from the old key to the new: second factors, integrations, webhooks. May be cut off and
 * run again: what the new key opens is left alone. What neither opens is named and stays as it is.
 */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { decryptSecret, encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import { listOffices } from './every-office.queries.ts';
import type { Database, Trx } from './feature.ts';
import { purposeOf } from './identity/totp.ts';
import { sealPurpose } from './integrations/sealed-settings.ts';
import {
  listSealed,
  listSealedFactors,
  replaceFactor,
  replaceSealed,
  type SealedOfOffice,
  type SealedRow,
} from './sealed-secrets.queries.ts';
import { purposeOfSecret } from './webhooks/signature.ts';

export type SealedKind = 'second-factor' | 'integration' | 'webhook';

export interface Resealed {
  readonly kind: SealedKind;
  /** Sealed anew now. */
  resealed: number;
  /** Under the new key already. */
  already: number;
  /** Ids of rows that neither key opens. */
  readonly unreadable: string[];
}

interface Keys {
  readonly old: Buffer;
  readonly new: Buffer;
}

/** Rows of one transaction; each is a short one. */
const PORTION = 200;
const NO_OFFICE: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

/** One place where secrets lie: how it is read and written, and what each is sealed for. */
interface SealedPlace {
  readonly kind: SealedKind;
  readonly scope: Scope;
  list(trx: Trx, after: string | null): Promise<SealedRow[]>;
  replace(trx: Trx, id: string, was: Buffer, now: Buffer): Promise<boolean>;
  purpose(id: string): string;
}

/** One entry a kind, over all offices. */
export async function resealSecrets(db: Database, keys: Keys): Promise<Resealed[]> {
  const kinds: readonly SealedKind[] = ['second-factor', 'integration', 'webhook'];
  const results = kinds.map((kind): Resealed => ({ kind, resealed: 0, already: 0, unreadable: [] }));
  const of = (kind: SealedKind): Resealed => {
    const found = results.find((result) => result.kind === kind);
    if (found === undefined) throw new Error(`no result for ${kind}`);
    return found;
  };
  await resealPlace(db, keys, factors, of('second-factor'));
  for (const tenantId of await listOffices(db)) {
    const integrations = placeOf(tenantId, 'integration', (id) => sealPurpose(tenantId, id));
    await resealPlace(db, keys, integrations, of('integration'));
    await resealPlace(db, keys, placeOf(tenantId, 'webhook', purposeOfSecret), of('webhook'));
  }
  return results;
}

async function resealPlace(db: Database, keys: Keys, place: SealedPlace, result: Resealed): Promise<void> {
  for (let after: string | null = null; ; ) {
    const last = after;
    const rows = await inScope(db, place.scope, async (trx) => {
      const portion = await place.list(trx, last);
      for (const row of portion) await resealRow(trx, keys, place, row, result);
      return portion;
    });
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PORTION || after === null) return;
  }
}

async function resealRow(
  trx: Trx,
  keys: Keys,
  place: SealedPlace,
  { id, sealed }: SealedRow,
  result: Resealed,
): Promise<void> {
  const purpose = place.purpose(id);
  if (opened(keys.new, purpose, sealed) !== null) {
    result.already += 1;
    return;
  }
  const secret = opened(keys.old, purpose, sealed);
  if (secret === null) {
    result.unreadable.push(id);
    return;
  }
  if (await place.replace(trx, id, sealed, encryptSecret(keys.new, purpose, secret))) result.resealed += 1;
  // Entered anew meanwhile, by a process that has one of the keys: a second run tells which.
  else result.unreadable.push(id);
}

function opened(key: Buffer, purpose: string, sealed: Buffer): string | null {
  try {
    return decryptSecret(key, purpose, sealed);
  } catch {
    // Another key's: the caller tries the other one.
    return null;
  }
}

const factors: SealedPlace = {
  kind: 'second-factor',
  scope: NO_OFFICE,
  list: (trx, after) => listSealedFactors(trx, after, PORTION),
  replace: replaceFactor,
  purpose: purposeOf,
};

/** Of an office; `purpose` says what each of its secrets is sealed for. */
function placeOf(tenantId: string, kind: SealedOfOffice, purpose: (id: string) => string): SealedPlace {
  return {
    kind,
    scope: systemScope(tenantId),
    list: (trx, after) => listSealed(trx, tenantId, kind, after, PORTION),
    replace: (trx, id, was, now) => replaceSealed(trx, tenantId, kind, { id, was, now }),
    purpose,
  };
}

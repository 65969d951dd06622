/** Lets a try at a password or code pass, or refuses it: the lock of the account and the limit of the address. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type IdentityDeps, type Origin } from './identity-deps.ts';
import { lockedMinutes } from './lock-out.ts';
import {
  countAccountFailures,
  countAddressFailures,
  lockDoor,
  noteSecurityEvent,
} from './security-events.queries.ts';

const MAX_ADDRESS_FAILURES = 30;
const ADDRESS_WINDOW_MS = 15 * 60_000;
/** A lock never outlives this; older events are not counted. */
const ACCOUNT_WINDOW_MS = 24 * 3_600_000;

/**
 * Notes the try before it is made, so that a hundred tries at once count a hundred times; success is noted after.
 * Known and unknown accounts take the same way. Throws RATE_LIMITED or ACCOUNT_LOCKED.
 */
export async function admitAttempt(
  deps: Pick<IdentityDeps, 'db' | 'clock'>,
  account: { readonly email: string; readonly userId: string | null },
  origin: Origin,
): Promise<void> {
  await inScope(deps.db, doorScope(null, origin), async (trx) => {
    const now = deps.clock.now();
    await lockDoor(trx, account.email, origin.address);
    if (origin.address !== null) {
      const since = new Date(now.getTime() - ADDRESS_WINDOW_MS);
      const { failures, oldest } = await countAddressFailures(trx, origin.address, since);
      if (failures >= MAX_ADDRESS_FAILURES) throw rateLimited(oldest, now);
    }
    const since = new Date(now.getTime() - ACCOUNT_WINDOW_MS);
    const minutes = lockedMinutes(await countAccountFailures(trx, account.email, since), now);
    if (minutes > 0) throw identityErrors.ACCOUNT_LOCKED({ minutes });
    await noteSecurityEvent(trx, { kind: 'sign-in-attempt', at: now, ...account, origin });
  });
}

function rateLimited(oldest: Date | null, now: Date): Error {
  const untilMs = (oldest ?? now).getTime() + ADDRESS_WINDOW_MS;
  return platformErrors.RATE_LIMITED({ seconds: Math.max(1, Math.ceil((untilMs - now.getTime()) / 1000)) });
}

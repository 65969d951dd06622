/** Signs in to the office that is reserved for smoke tests, and to no other. */
import { identityContract } from '@muhasebi/features/identity/contract.ts';
import type { OperatorDeps } from '@muhasebi/features/identity/identity-deps.ts';
import { openSmokeOffice, SMOKE_OFFICE_NAME } from '@muhasebi/features/identity/open-smoke-office.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import { SmokeFault } from './parts.ts';
import type { SmokeApi } from './smoke-api.ts';
import type { SmokeTarget } from './smoke-target.ts';
import { waitFor } from './step-log.ts';

/** The password of the target, or a new one made through its database. */
export async function smokePassword(target: SmokeTarget, db: OperatorDeps['db'] | null): Promise<string> {
  if (target.password !== null) return target.password;
  if (db === null) throw new SmokeFault('settings', 'SMOKE_PASSWORD');
  try {
    const deps = { db, clock: systemClock, publicUrl: target.url };
    return (await openSmokeOffice(deps, target.email)).password;
  } catch (error) {
    if (error instanceof AppError)
      throw new SmokeFault('settings', `SMOKE_EMAIL=${target.email}: ${error.code}`);
    const said = error instanceof Error ? error.message : String(error);
    throw new SmokeFault('database', `DATABASE_URL: ${said}`);
  }
}

/** Throws a SmokeFault where the sign-in is refused or leads into any other office. */
export async function signIn(api: SmokeApi, email: string, password: string): Promise<void> {
  const answer = await api.ask('sign-in', identityContract.login, { body: { email, password } });
  if (answer.status !== 'signed-in')
    throw new SmokeFault('settings', `${email}: ikinci adım açık / the second factor is on`);
  api.accessToken = answer.accessToken;
}

/** Nothing is ever written into an office of real books. Returns the id of the reserved one. */
export async function checkOffice(api: SmokeApi): Promise<string> {
  const { office, offices, role } = await api.ask('sign-in', identityContract.me);
  if (office?.name !== SMOKE_OFFICE_NAME || offices.length !== 1 || role !== 'owner')
    throw new SmokeFault(
      'settings',
      `“${office?.name}” duman testine ayrılmış ofis değil / is not the office reserved for smoke tests`,
    );
  return office.id;
}

/** An API process remembers a session for five seconds; the one that ended it forgets it at once. Milliseconds. */
const FORGOTTEN_WITHIN_MS = 7_000;

/** Ends the session and sees that its token opens nothing any more. */
export async function signOut(api: SmokeApi): Promise<void> {
  await api.ask('sign-in', identityContract.logout);
  await waitFor(
    async () => ((await api.send(identityContract.me)).status === 401 ? true : null),
    FORGOTTEN_WITHIN_MS,
    () => new SmokeFault('sign-in', 'kapanan oturum yaşıyor / the session lives on'),
  );
  api.accessToken = null;
}

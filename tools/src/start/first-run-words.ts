/** What a start says of an installation where nobody works yet: the way in, or how the operator gets it. */
import { isFirstRun, issueSetupCode } from '@muhasebi/features/first-run/first-run.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';

/**
 * Undefined where there is an office. In development the address with a fresh code; in production, where the terminal
 * is a log, the command that prints one.
 */
export async function firstRunWords(
  appUrl: string,
  address: string,
  production: boolean,
): Promise<string | undefined> {
  const pool = createPool({ url: appUrl, maxConnections: 1, applicationName: 'start' });
  const db = createDatabase<DB>(pool);
  try {
    if (!(await isFirstRun({ db }))) return undefined;
    if (production) return 'pnpm -s muhasebi kurulum kodu';
    return `${address}/kurulum#kod=${await issueSetupCode({ db, clock: systemClock })}`;
  } finally {
    await db.destroy();
  }
}

/** Fills a new development database with the demo office, once. */
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listOfficesOfKind } from '@muhasebi/features/every-office.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { demoSignIns } from '../demo/demo-sign-ins.ts';

/** One account of the demo office, as the closing words show it. */
export type DemoSignIn = { readonly label: string; readonly email: string; readonly password: string };

/** Where the demo office goes. */
export type DemoPlace = { readonly dataRoot: string; readonly appUrl: string; readonly storageDir: string };

/**
 * Seeds where it is wanted and `.data/demo-seeded` does not say that it was done; answers the sign-ins of the demo office
 * that is there. Once removed it does not come back.
 */
export async function ensureDemoOffice(
  place: DemoPlace,
  wanted: boolean,
  report: (line: string) => void,
): Promise<readonly DemoSignIn[]> {
  const mark = join(place.dataRoot, 'demo-seeded');
  if (existsSync(mark)) return (await demoOfficeStands(place.appUrl)) ? demoSignIns : [];
  if (!wanted) return [];
  report('Demo ofisi kuruluyor… / Making the demo office…');
  // Loaded only now: a second start has no use for it and comes up faster without.
  const { seedDemo } = await import('../demo/seed-demo.ts');
  await seedDemo({ appUrl: place.appUrl, storageDir: place.storageDir });
  // Written last and moved into place: a seeding that was cut off is taken up again.
  await writeFile(`${mark}.new`, '', { mode: 0o600 });
  await rename(`${mark}.new`, mark);
  return demoSignIns;
}

async function demoOfficeStands(appUrl: string): Promise<boolean> {
  const db = createDatabase<DB>(createPool({ url: appUrl, maxConnections: 1, applicationName: 'start' }));
  try {
    return (await listOfficesOfKind(db, 'demo')).length > 0;
  } finally {
    await db.destroy();
  }
}

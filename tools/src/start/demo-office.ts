/** Fills a new development database with the demo office, once. */
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { demoSignIns } from '../demo/demo-sign-ins.ts';

/** What the seeder is given; it must bear being run again after it was cut off. */
export type SeedDemo = (options: {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly storageDir: string;
  /** The environment that API and worker are about to be started with. */
  readonly env: Readonly<Record<string, string>>;
}) => Promise<unknown>;

/** One account of the demo office, as the closing words show it. */
export type DemoSignIn = { readonly label: string; readonly email: string; readonly password: string };

const seeder = join(import.meta.dirname, '../demo/seed-demo.ts');

/** Seeds unless `.data/demo-seeded` says that it was done, and answers the sign-ins either way. */
export async function ensureDemoOffice(
  dataRoot: string,
  database: { ownerUrl: string; appUrl: string },
  env: Readonly<Record<string, string>>,
  report: (line: string) => void,
): Promise<readonly DemoSignIn[]> {
  const mark = join(dataRoot, 'demo-seeded');
  if (existsSync(mark)) return demoSignIns;
  if (!existsSync(seeder)) return [];
  report('Demo ofisi kuruluyor… / Making the demo office…');
  // Loaded only now: a second start has no use for it and comes up faster without.
  const { seedDemo }: { seedDemo: SeedDemo } = await import(pathToFileURL(seeder).href);
  await seedDemo({ ...database, storageDir: env.STORAGE_DIR ?? join(dataRoot, 'documents'), env });
  // Written last and moved into place: a seeding that was cut off is done again.
  await writeFile(`${mark}.new`, new Date().toISOString(), { mode: 0o600 });
  await rename(`${mark}.new`, mark);
  return demoSignIns;
}

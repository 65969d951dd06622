/** Fills a new development database with the demo office, once, and remembers its sign-ins for the closing words. */
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const demoSchema = z.object({
  signIns: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
});

/** One account of the demo office. */
export type DemoSignIn = z.infer<typeof demoSchema>['signIns'][number];

/** What the seeder is given, and answers; it must bear being run again after it was cut off. */
export type SeedDemo = (options: {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly storageDir: string;
  readonly env: Readonly<Record<string, string>>;
}) => Promise<{ readonly signIns: readonly DemoSignIn[] }>;

const seeder = join(import.meta.dirname, '../demo/seed-demo.ts');

/** Seeds when `.data/demo.json` is not there yet, and answers the sign-ins either way. */
export async function ensureDemoOffice(
  dataRoot: string,
  database: { ownerUrl: string; appUrl: string },
  env: Readonly<Record<string, string>>,
  report: (line: string) => void,
): Promise<readonly DemoSignIn[]> {
  const file = join(dataRoot, 'demo.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return demoSchema.parse(JSON.parse(text)).signIns;
  if (!existsSync(seeder)) return [];
  report('Demo ofisi kuruluyor… / Making the demo office…');
  const { seedDemo }: { seedDemo: SeedDemo } = await import(pathToFileURL(seeder).href);
  const { signIns } = await seedDemo({
    ...database,
    storageDir: env.STORAGE_DIR ?? join(dataRoot, 'documents'),
    env,
  });
  // Written last and moved: a seeding that was cut off is done again, which it must bear.
  await writeFile(`${file}.new`, `${JSON.stringify({ signIns }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return signIns;
}

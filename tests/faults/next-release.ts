/** A folder that holds the release after this one: the same programs, and migrations of its own. */
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
/** What the programs and the operator's commands are started from; what they import comes from here. */
const PARTS = ['apps/backend-api', 'apps/worker-jobs', 'tools', 'db'];
const ROOT_FILES = ['package.json', 'pnpm-workspace.yaml'];

export interface NextRelease {
  readonly folder: string;
  /** Plants a migration, or mends the one that is there. */
  plant(name: string, sql: string): Promise<void>;
  remove(): Promise<void>;
}

export async function nextRelease(): Promise<NextRelease> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-next-release-'));
  for (const part of PARTS) {
    await mkdir(path.join(folder, path.dirname(part)), { recursive: true });
    const isOurs = (source: string) => !/\/(node_modules|\.env)$/.test(source);
    await cp(path.join(root, part), path.join(folder, part), { recursive: true, filter: isOurs });
    if (part !== 'db') await link(folder, path.join(part, 'node_modules'));
  }
  for (const file of ROOT_FILES)
    await writeFile(path.join(folder, file), await readFile(path.join(root, file)));
  await link(folder, 'node_modules');
  return {
    folder,
    plant: (name, sql) => writeFile(path.join(folder, 'db/migrations', `${name}.sql`), sql),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const link = (folder: string, place: string) => symlink(path.join(root, place), path.join(folder, place));

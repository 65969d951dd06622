/** What a backup says of itself: written last, so that a folder without it is no backup. */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { flushFolder } from './pieces.ts';

const piece = z.object({ file: z.string(), sizeBytes: z.number(), sha256: z.string() });

const manifestSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  /** `base`: the data folder of the embedded server; `dump`: pg_dump of an external one. */
  kind: z.enum(['base', 'dump']),
  release: z.string(),
  postgresVersion: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  encrypted: z.boolean(),
  /** Place in the write-ahead log; null for a dump. */
  wal: z.object({ startLsn: z.string(), endLsn: z.string(), timeline: z.number() }).nullable(),
  pieces: z.array(piece),
  documents: z.object({ count: z.number(), sizeBytes: z.number() }),
});
export type Manifest = z.infer<typeof manifestSchema>;

const FILE = 'manifest.json';
/** Files that are backed up once for all backups lie here, below the folder of all backups. */
export const POOL = 'documents';
const NAME = /^\d{8}T\d{6}Z$/;

/** "20261127T143000Z": names sort as time does. */
export function nameOf(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** A backup's own folder while it is being made; what a kill leaves of it is cleared by the next run. */
export function unfinished(root: string, name: string): string {
  return join(root, `${name}.unfinished`);
}

/** Makes the backup count: the manifest is flushed inside, then the folder gets its name. */
export async function finish(root: string, manifest: Manifest): Promise<void> {
  const folder = unfinished(root, manifest.name);
  const handle = await open(join(folder, FILE), 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await flushFolder(folder);
  await rename(folder, join(root, manifest.name));
  await flushFolder(root);
}

/** Every backup that is whole by its name and manifest, oldest first. A root that is not there holds none. */
export async function listBackups(root: string): Promise<Manifest[]> {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found: Manifest[] = [];
  for (const name of names.filter((each) => NAME.test(each)).sort()) {
    const manifest = await readManifest(root, name);
    if (manifest !== null) found.push(manifest);
  }
  return found;
}

/** Null where the folder holds no manifest that can be read. */
export async function readManifest(root: string, name: string): Promise<Manifest | null> {
  const text = await readFile(join(root, name, FILE), 'utf8').catch(() => '');
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    // Cut off or of another make: it is listed nowhere, and never deleted by us.
    return null;
  }
}

/** Makes the folders of a new backup and clears away what killed runs left. */
export async function prepare(root: string, name: string): Promise<string> {
  await mkdir(join(root, POOL), { recursive: true, mode: 0o700 });
  for (const left of (await readdir(root)).filter((each) => each.endsWith('.unfinished')))
    await rm(join(root, left), { recursive: true, force: true });
  const folder = unfinished(root, name);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Removes all but the newest `keep` backups; answers the names of those removed. */
export async function keepNewest(root: string, keep: number): Promise<string[]> {
  const all = await listBackups(root);
  const gone = all.slice(0, Math.max(0, all.length - keep)).map(({ name }) => name);
  for (const name of gone) {
    // Out of the list first: a kill in between leaves nothing that looks whole.
    await rename(join(root, name), unfinished(root, name));
    await rm(unfinished(root, name), { recursive: true, force: true });
  }
  return gone;
}

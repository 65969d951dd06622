/** Picks the files that matter out of the ZIPs that GİB publishes, or out of a folder: schematron, its history, XSDs. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArchiveError } from '../archive/archive-item.ts';
import { unpackArchive } from '../archive/unpack-archive.ts';
import { PackRefusal } from './pack-refusal.ts';

/** The files of a pack that matter, by their path inside the ZIPs: schematron Main, Common, Codelist, History, XSDs. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

/** GİB's packs hold some 70 files of 6 MB together; ten times as much is none of hers. */
const LIMITS = { maxEntries: 1_000, maxTotalBytes: 64 * 1024 * 1024, maxDepth: 0 };

const WANTED = [
  /(?:^|\/)UBL-TR_(?:Main_Schematron|Common_Schematron|Codelist)\.xml$/i,
  /(?:^|\/)History\.txt$/i,
  /\.xsd$/i,
];

const isWanted = (name: string) => WANTED.some((pattern) => pattern.test(name));

/** From ZIPs, in their order: a later one's file takes the place of one of the same path. Throws PackRefusal, or the system's error for a path that cannot be opened. */
export async function collectPackFiles(zipPaths: readonly string[]): Promise<PackFiles> {
  const files = new Map<string, Uint8Array>();
  for (const zipPath of zipPaths) {
    const before = files.size;
    for await (const item of unpackArchive(zipPath, LIMITS, isWanted)) {
      if (item.kind === 'refused') throw refusalOf(path.basename(zipPath), item.error);
      if (item.kind === 'file') files.set(item.name, item.bytes);
    }
    if (files.size === before) throw new PackRefusal('pack.not-a-pack', { file: path.basename(zipPath) });
  }
  return files;
}

function refusalOf(file: string, { code, message, messageEn }: ArchiveError): PackRefusal {
  const isTooLarge = /too-|ratio/.test(code);
  return new PackRefusal(isTooLarge ? 'pack.too-large' : 'pack.unreadable', {
    file,
    reason: message,
    reasonEn: messageEn,
  });
}

/** The same from a folder into which they were unpacked. */
export async function collectPackFolder(dir: string): Promise<PackFiles> {
  const files = new Map<string, Uint8Array>();
  const names = await readdir(dir, { recursive: true });
  if (names.length > LIMITS.maxEntries) throw new PackRefusal('pack.too-large', { file: dir });
  for (const name of names.filter((each) => isWanted(each)).toSorted()) {
    const file = path.join(dir, name);
    if ((await stat(file)).isFile()) files.set(name.split(path.sep).join('/'), await readFile(file));
  }
  return files;
}

/** Picks the files of a rule pack out of GİB's ZIPs, or out of a folder they were unpacked to, within bounds. */

import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { unpackArchive } from '../archive/unpack-archive.ts';
import { PackRefusal } from './pack-refusal.ts';
import type { PackFiles } from './verdict.ts';

/** The packs of 2026 hold about 40 files of 3 MB together. */
const LIMITS = {
  maxEntries: 5000,
  maxEntryBytes: 16 * 1024 * 1024,
  maxTotalBytes: 64 * 1024 * 1024,
  maxDepth: 0,
};
const MAX_FILES = 500;
const MAX_FOLDER_ENTRIES = 20_000;

/** What has been taken so far. */
class Basket {
  readonly files = new Map<string, Uint8Array>();
  bytesLeft: number = LIMITS.maxTotalBytes;

  put(name: string, bytes: Uint8Array): void {
    this.bytesLeft -= bytes.length;
    if (this.bytesLeft < 0) throw new PackRefusal('pack.too-large', { limit: String(LIMITS.maxTotalBytes) });
    if (this.files.size >= MAX_FILES)
      throw new PackRefusal('pack.too-many-files', { limit: String(MAX_FILES) });
    this.files.set(name, bytes);
  }

  /** Throws where nothing of a pack was found. */
  done(source: string): PackFiles {
    if (this.files.size === 0) throw new PackRefusal('pack.not-a-pack', { file: source, what: 'schematron' });
    return this.files;
  }
}

/**
 * The files that matter of one or several ZIPs, by their path inside. Throws PackRefusal; a path that cannot be opened
 * rejects with the system's error.
 */
export async function collectPackFiles(zipPaths: readonly string[]): Promise<PackFiles> {
  const basket = new Basket();
  for (const zipPath of zipPaths) await collectZip(zipPath, basket);
  return basket.done(zipPaths.map((zipPath) => path.basename(zipPath)).join(', '));
}

/** The same out of a folder and the folders in it; links are not followed. */
export async function collectPackFolder(dir: string): Promise<PackFiles> {
  const basket = new Basket();
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  if (entries.length > MAX_FOLDER_ENTRIES) {
    throw new PackRefusal('pack.too-many-files', { limit: String(MAX_FOLDER_ENTRIES) });
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(dir, file).replaceAll('\\', '/');
    if (entry.isFile() && matters(name)) basket.put(name, await readBounded(file, name));
  }
  return basket.done(path.basename(dir));
}

/** Schematron and code lists, History and XSDs; samples, stylesheets and forms stay where they are. */
function matters(name: string): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  if (base.startsWith('._') || name.startsWith('__MACOSX/')) return false;
  if (/\.(?:xsd|sch)$/.test(base) || base === 'history.txt') return true;
  return base.endsWith('.xml') && /schematron|codelist/.test(base);
}

async function collectZip(zipPath: string, basket: Basket): Promise<void> {
  const file = path.basename(zipPath);
  for await (const item of unpackArchive(
    zipPath,
    { ...LIMITS, maxTotalBytes: basket.bytesLeft },
    { isWanted: matters },
  )) {
    if (item.kind === 'file') basket.put(item.name, item.bytes);
    else if (item.kind === 'refused') throw refusalOf(item.error.code, item.name ?? file);
  }
}

function refusalOf(code: string, file: string): PackRefusal {
  if (code === 'archive.not-zip') return new PackRefusal('pack.not-a-pack', { file, what: 'ZIP' });
  if (code === 'archive.too-many-entries') return new PackRefusal('pack.too-many-files', { file });
  const isTooLarge = /too-large|ratio|bomb/.test(code);
  return new PackRefusal(isTooLarge ? 'pack.too-large' : 'pack.unreadable', { file, what: code });
}

async function readBounded(file: string, name: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size > LIMITS.maxEntryBytes)
      throw new PackRefusal('pack.too-large', { file: name, what: String(size) });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Reads a backup back: what it holds, and whether every byte of it is still what was written. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { checkPoolFile, type DocumentOfBackup } from './documents-pool.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { checkPiece, readPiece } from './pieces.ts';
import { DOCUMENTS_PIECE } from './take-backup.ts';

const documentSchema = z.object({ tenantId: z.uuid(), sha256: z.string(), sizeBytes: z.number() });

/** A backup that is not there, or that needs a key which was not given. */
export class BackupRefused extends Error {
  readonly reason: 'unknown' | 'no-key';
  readonly backup: string;
  constructor(reason: BackupRefused['reason'], name: string) {
    super(`${name}: ${reason}`);
    this.name = 'BackupRefused';
    this.reason = reason;
    this.backup = name;
  }
}

/** The manifest, and the key to read it with: null for a backup that is not encrypted. Throws BackupRefused. */
export async function openBackup(
  root: string,
  name: string,
  key: Buffer | null,
): Promise<{ manifest: Manifest; key: Buffer | null; folder: string }> {
  const manifest = await readManifest(root, name);
  if (manifest === null) throw new BackupRefused('unknown', name);
  if (manifest.encrypted && key === null) throw new BackupRefused('no-key', name);
  return { manifest, key: manifest.encrypted ? key : null, folder: join(root, name) };
}

/** The documents of a backup, one after another. */
export async function* documentsOf(folder: string, key: Buffer | null): AsyncGenerator<DocumentOfBackup> {
  const content = readPiece(folder, DOCUMENTS_PIECE, key);
  for await (const line of createInterface({ input: content })) yield documentSchema.parse(JSON.parse(line));
}

/** Reads every byte: pieces on the disk, what they hold, and each document against its name. Throws PieceDamaged. */
export async function verifyBackup(root: string, name: string, givenKey: Buffer | null): Promise<Manifest> {
  const { manifest, key, folder } = await openBackup(root, name, givenKey);
  for (const piece of manifest.pieces) {
    await checkPiece(folder, piece);
    // The whole of it is opened: another key is told here, and not on the day of the restore.
    for await (const _ of readPiece(folder, piece.file, key)) {
      // Reading to the end is the check.
    }
  }
  for await (const document of documentsOf(folder, key)) await checkPoolFile(root, document, key);
  return manifest;
}

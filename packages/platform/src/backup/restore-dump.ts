/** Brings a dump and its documents back as files; into a server it goes by that server's own pg_restore. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Manifest } from './manifest.ts';
import { checkPiece, readPiece } from './pieces.ts';
import { openBackup } from './read-backup.ts';
import { restoreDocuments, TargetNotEmpty } from './restore-backup.ts';
import { DUMP_PIECE } from './take-backup.ts';

/**
 * Writes `database.dump` and `documents` into a new or empty folder; the dump gets its name when all is there.
 * Throws TargetNotEmpty, BackupRefused, PieceDamaged.
 */
export async function restoreDump(
  root: string,
  name: string,
  givenKey: Buffer | null,
  target: string,
): Promise<{ manifest: Manifest; documents: number }> {
  const { manifest, key, folder } = await openBackup(root, name, givenKey);
  for (const piece of manifest.pieces) await checkPiece(folder, piece);
  await mkdir(target, { recursive: true, mode: 0o700 });
  if ((await readdir(target)).length > 0) throw new TargetNotEmpty(target);
  const unfinished = join(target, 'database.dump.unfinished');
  await pipeline(
    readPiece(folder, DUMP_PIECE, key),
    createWriteStream(unfinished, { mode: 0o600, flush: true }),
  );
  const documents = await restoreDocuments(root, folder, join(target, 'documents'), key);
  await rename(unfinished, join(target, 'database.dump'));
  return { manifest, documents };
}

/** The migrations as files: plain SQL in the order of their names, each with its checksum. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly checksum: string;
  /** Why it may take something away that the release before it uses; null where it only expands. */
  readonly contract: string | null;
}

/** A migration that contracts on purpose says so, with the reason why no running release needs what it takes. */
const CONTRACT = /^--\s*contract:[^\S\n]*(\S[^\n]*)/im;

/** The reason of the mark `-- contract: why`; null where there is none. */
export function contractOf(sql: string): string | null {
  return CONTRACT.exec(sql)?.[1]?.trim() ?? null;
}

/** The migrations of a folder in the order of their names. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file) => {
      const sql = await readFile(path.join(dir, file), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { name: file.slice(0, -4), sql, checksum, contract: contractOf(sql) };
    }),
  );
}

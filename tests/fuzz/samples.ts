/** The samples that mutants are made of, where this machine has them. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
  readonly text: string;
}

const FOLDER = path.join(import.meta.dirname, '../../../shared/gib/samples');

export const haveSamples = existsSync(FOLDER);

/** In one order on every machine. */
export function loadSamples(): readonly Sample[] {
  return globSync('*/*.xml', { cwd: FOLDER })
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(path.join(FOLDER, name));
      return { name, bytes, text: bytes.toString('utf8') };
    });
}

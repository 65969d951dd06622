/** The samples that mutants are made of and the rules that judge them, where this machine has them. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { collectPackFiles, openRulePack, type RulePack } from '@muhasebi/connectors/gib-rules/rule-pack.ts';

export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
  readonly text: string;
}

const GIB = path.join(import.meta.dirname, '../../../shared/gib');
const FOLDER = path.join(GIB, 'samples');

export const haveSamples = existsSync(FOLDER);

/** GİB's rules as she publishes them, opened. */
export async function loadRulePack(): Promise<RulePack> {
  const zips = ['e-FaturaPaketi.zip', 'UBL-TR1.2.1_Paketi.zip'].map((name) => path.join(GIB, 'rules', name));
  return openRulePack(await collectPackFiles(zips));
}

/** In one order on every machine. */
export function loadSamples(): readonly Sample[] {
  return globSync('*/*.xml', { cwd: FOLDER })
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(path.join(FOLDER, name));
      return { name, bytes, text: bytes.toString('utf8') };
    });
}

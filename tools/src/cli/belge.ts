/** `muhasebi belge`: reads e-documents out of files, and proposes their vouchers, without any database. */

import { once } from 'node:events';
import type { Command } from 'commander';
import { presentDocument, presentFailure } from './belge/present-document.ts';
import { readFiles } from './belge/read-files.ts';

interface ReadFlags {
  /** ISO date that counts as today. */
  readonly bugun: string;
}

/** Adds `oku`. */
export function register(group: Command): void {
  group
    .command('oku')
    .description(
      'Her belge için bir JSON satırı yazar (XML, ZIP, zarf); okunamayan dosya olursa çıkış kodu 1',
    )
    .argument('<dosya...>', 'XML ya da ZIP dosyaları')
    .option('--bugun <tarih>', 'bugünün tarihi, YYYY-AA-GG', todayInIstanbul())
    .action((files: string[], flags: ReadFlags) => read(files, flags));
}

async function read(files: readonly string[], flags: ReadFlags): Promise<void> {
  for await (const item of readFiles(files)) {
    if (item.kind === 'note') process.stderr.write(`${item.file}: ${item.message}\n`);
    else if (item.kind === 'document')
      await writeLine(presentDocument(item.file, item.document, flags.bugun));
    else {
      process.exitCode = 1;
      await writeLine(presentFailure(item.file, item.error));
    }
  }
}

async function writeLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

function todayInIstanbul(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Istanbul' }).format(new Date());
}

/** `muhasebi belge`: reads e-documents out of files, and proposes their vouchers, without any database. */

import { once } from 'node:events';
import { dayOf } from '@muhasebi/accounting/donem/month.ts';
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import { type Command, InvalidArgumentError } from 'commander';
import { presentDocument, presentFailure } from './belge/present-document.ts';
import { proposer } from './belge/propose.ts';
import { readFiles } from './belge/read-files.ts';

interface ReadFlags {
  /** ISO date that counts as today. */
  readonly bugun: string;
}

interface ProposeFlags extends ReadFlags {
  /** VKN or TCKN of the client. */
  readonly vkn: string;
}

/** What a command adds to the line of a document. */
type Addition = (document: UblDocument) => {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
};

/** Adds `oku` and `oner`. */
export function register(group: Command): void {
  const command = (name: string, description: string): Command =>
    group
      .command(name)
      .description(`${description}; okunamayan dosya olursa çıkış kodu 1`)
      .argument('<dosya...>', 'XML ya da ZIP dosyaları')
      .option('--bugun <tarih>', 'bugünün tarihi, YYYY-AA-GG', isoDate, dayOf(new Date()));
  command('oku', 'Her belge için bir JSON satırı yazar (XML, ZIP, zarf)').action(
    (files: string[], flags: ReadFlags) => print(files, flags, () => ({ keys: {}, findings: [] })),
  );
  command('oner', 'Belgeleri okur, her birine fiş önerir')
    .requiredOption('--vkn <vkn>', 'mükellefin VKN’si ya da TCKN’si', taxNumber)
    .action((files: string[], flags: ProposeFlags) => {
      const propose = proposer(flags.vkn);
      return print(files, flags, (document) => {
        const { proposal, findings } = propose(document);
        return { keys: { proposal }, findings };
      });
    });
}

async function print(files: readonly string[], flags: ReadFlags, add: Addition): Promise<void> {
  for await (const item of readFiles(files)) {
    if (item.kind === 'note') process.stderr.write(`${item.file}: ${item.message}\n`);
    else if (item.kind === 'failure') {
      process.exitCode = 1;
      await writeLine(presentFailure(item.file, item.error));
    } else {
      const { document } = item;
      const added = add(document);
      const findings = [...document.findings, ...checked(document, flags.bugun), ...added.findings];
      await writeLine({ ...presentDocument(item.file, document, findings), ...added.keys });
    }
  }
}

function checked(document: UblDocument, today: string): readonly Finding[] {
  return document.root === 'Invoice' ? checkInvoice(document.invoice, today) : [];
}

async function writeLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

function isoDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw new InvalidArgumentError('YYYY-AA-GG biçiminde olmalı.');
}

function taxNumber(text: string): string {
  if (/^\d{10,11}$/.test(text)) return text;
  throw new InvalidArgumentError('VKN on, TCKN on bir rakamdır.');
}

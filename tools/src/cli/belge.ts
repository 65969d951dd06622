/** `muhasebi belge`: reads e-documents out of files, proposes their vouchers, judges them, and writes new ones, without any database. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile, writeFile as saveFile } from 'node:fs/promises';
import { dayOf } from '@muhasebi/accounting/donem/month.ts';
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { checkSignature } from '@muhasebi/connectors/ubl-tr/signature/check-signature.ts';
import { signatureFindings } from '@muhasebi/connectors/ubl-tr/signature/signature-findings.ts';
import { readTrustedRoots, type TrustedRoots } from '@muhasebi/connectors/ubl-tr/signature/trusted-roots.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXAMPLES } from './belge/examples.ts';
import { judgeFiles } from './belge/judge-files.ts';
import { presentDocument, presentFailure } from './belge/present-document.ts';
import { proposer } from './belge/propose.ts';
import { readFiles } from './belge/read-files.ts';
import { writeFile } from './belge/write-file.ts';

interface ReadFlags {
  /** ISO date that counts as today. */
  readonly bugun: string;
  readonly kokler?: TrustedRoots;
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

/** Adds `oku`, `oner`, `dogrula` and `yaz`. */
export function register(group: Command): void {
  const command = (name: string, description: string): Command =>
    group
      .command(name)
      .description(`${description}; okunamayan dosya olursa çıkış kodu 1`)
      .argument('<dosya...>', 'XML ya da ZIP dosyaları')
      .option('--bugun <tarih>', 'bugünün tarihi, YYYY-AA-GG', isoDate, dayOf(new Date()))
      .option(
        '--kokler <pem>',
        'imza sertifikalarında güvenilen köklerin PEM dosyası; verilmezse zincir denetlenmez',
        rootsIn,
      );
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
  registerJudging(group);
  registerWriting(group);
}

interface JudgeFlags extends ReadFlags {
  readonly paket: readonly string[];
  readonly tip?: 'efatura' | 'earchive';
}

/** Exit codes, the first that fits: 2 a pack is refused; 1 a file could not be read; 3 a document has a fault; 0 none has. */
function registerJudging(group: Command): void {
  group
    .command('dogrula')
    .description(
      'Belgeleri GİB’in kurallarıyla denetler, her dosyaya bir JSON satırı yazar; ' +
        'çıkış kodu 0 hepsi geçti, 3 hatalı belge var, 1 okunamayan dosya var, 2 paket kullanılamıyor',
    )
    .argument('<dosya...>', 'XML, zarf ya da ZIP dosyaları')
    .option(
      '--paket <yol>',
      'GİB’in ZIP’i ya da açılmış klasörü; birden çok verilebilir. Verilmezse yalnız kendi denetimlerimiz çalışır',
      (given: string, before: readonly string[]) => [...before, given],
      [],
    )
    .addOption(
      new Option('--tip <tip>', 'verilmezse belgenin senaryosundan').choices(['efatura', 'earchive']),
    )
    .option('--bugun <tarih>', 'bugünün tarihi, YYYY-AA-GG', isoDate, dayOf(new Date()))
    .action(async (files: string[], { paket, tip, bugun }: JudgeFlags) => {
      const exitCode = await judgeFiles(files, { packs: paket, type: tip ?? null, today: bugun });
      if (exitCode !== 0) process.exitCode = exitCode;
    });
}

interface WriteFlags extends ReadFlags {
  readonly cikti?: string;
  readonly ornek?: string;
}

/** Exit codes: 0 written; 1 the content is refused, field by field on stderr; 2 no such file, or no JSON. */
function registerWriting(group: Command): void {
  group
    .command('yaz')
    .description('JSON’dan UBL-TR XML yazar (imzasız); reddedilirse çıkış kodu 1, dosya okunamazsa 2')
    .argument('[dosya]', 'JSON dosyası')
    .option('--cikti <dosya>', 'XML’in yazılacağı dosya; verilmezse ekrana')
    .addOption(new Option('--ornek <tur>', 'o türün örnek JSON’unu yazar').choices(Object.keys(EXAMPLES)))
    .option('--bugun <tarih>', 'bugünün tarihi, YYYY-AA-GG', isoDate, dayOf(new Date()))
    .action(async (file: string | undefined, flags: WriteFlags) => {
      if (flags.ornek !== undefined)
        process.stdout.write(`${JSON.stringify(EXAMPLES[flags.ornek], null, 2)}\n`);
      else if (file === undefined) refuse(2, 'Bir JSON dosyası verin ya da --ornek ile örneğine bakın.');
      else await write(file, flags);
    });
}

async function write(file: string, { bugun, cikti }: WriteFlags): Promise<void> {
  const content = await readJson(file);
  if (content === NOT_READ) return;
  const written = writeFile(content, bugun);
  if (!written.ok) {
    for (const { place, message, messageEn } of written.faults)
      refuse(1, `${place}: ${message} / ${messageEn}`);
  } else if (cikti === undefined) process.stdout.write(written.xml);
  else await saveFile(cikti, written.xml);
}

const NOT_READ = Symbol('not read');

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    // Whatever it was, the file is the operator's: its own words say best what is wrong with it.
    refuse(2, `${file} okunamadı / cannot be read: ${error instanceof Error ? error.message : ''}`);
    return NOT_READ;
  }
}

function refuse(exitCode: number, text: string): void {
  process.exitCode = exitCode;
  process.stderr.write(`${text}\n`);
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
      const signature = checkSignature(document.bytes, flags.kokler ?? null);
      const findings = [
        ...document.findings,
        ...signatureFindings(document.bytes, signature),
        ...checked(document, flags.bugun),
        ...added.findings,
      ];
      await writeLine({ ...presentDocument(item.file, document, signature, findings), ...added.keys });
    }
  }
}

function checked(document: UblDocument, today: string): readonly Finding[] {
  return document.invoice === null ? [] : checkInvoice(document.invoice, today);
}

async function writeLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

function rootsIn(file: string): TrustedRoots {
  try {
    return readTrustedRoots(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(`Kullanılamıyor: ${error instanceof Error ? error.message : ''}`);
  }
}

function isoDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw new InvalidArgumentError('YYYY-AA-GG biçiminde olmalı.');
}

function taxNumber(text: string): string {
  if (/^\d{10,11}$/.test(text)) return text;
  throw new InvalidArgumentError('VKN on, TCKN on bir rakamdır.');
}

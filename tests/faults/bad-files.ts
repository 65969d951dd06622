/** The bad and odd files of an upload, made from sound invoices, each with what must become of it. */
import { patched, zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { type Fault, generateFaulty } from '@muhasebi/testkit/ubl-generator/faults.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { options } from './invoices.ts';
import type { Part } from './multipart.ts';

/** An invoice of this seed as text. */
const sound = (seed: string): string => generateInvoice(`bad-files/${seed}`, options).xml;

const faulty = (fault: Fault): Buffer => generateFaulty(fault, `bad-files/${fault}`, options).bytes;

function replaced(text: string, pattern: RegExp | string, by: string): string {
  const changed = text.replace(pattern, by);
  if (changed === text) throw new Error(`${pattern} is not in the invoice`);
  return changed;
}

const withDoctype = (seed: string, doctype: string): string =>
  replaced(sound(seed), /<Invoice/, `${doctype}\n<Invoice`);

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

const windows1254 = (xml: string): Buffer => {
  const LETTERS: Readonly<Record<string, number>> = { ğ: 0xf0, Ğ: 0xd0, ı: 0xfd, İ: 0xdd, ş: 0xfe, Ş: 0xde };
  return Buffer.from([...xml].map((letter) => LETTERS[letter] ?? letter.charCodeAt(0) & 0xff));
};

/** The seller's name as Turkish as it gets, so that a wrong encoding would show. */
export const TURKISH_NAME = 'Işıklı Çağdaş Öğütücü Şirketi İğdır';
const turkish = (seed: string): string =>
  replaced(sound(seed), /<cac:PartyName>\s*<cbc:Name>[^<]*/, `<cac:PartyName><cbc:Name>${TURKISH_NAME}`);

function sameLineNumbers(lineCount: number): string {
  const { xml } = generateInvoice(`bad-files/same-lines/${lineCount}`, { ...options, lineCount });
  return replaced(xml, /<cac:InvoiceLine><cbc:ID>\d+/g, '<cac:InvoiceLine><cbc:ID>1');
}

/** Refused or failed as a whole: the code that the result or the document names. */
export async function hopelessFiles(): Promise<(Part & { readonly code: string })[]> {
  const file = (name: string, content: Uint8Array | string, code: string) => ({ name, content, code });
  const inner = await zipOf({
    'en-ic.zip': await zipOf({ 'ic.zip': await zipOf({ 'a.xml': sound('deep') }) }),
  });
  return [
    file('mektup.xml', faulty('not-xml'), 'xml.not-xml'),
    file('boş.xml', '', 'FILE_EMPTY'),
    file('yarım.xml', faulty('truncated'), 'xml.truncated'),
    file('fatura.pdf', '%PDF-1.7\n%âãÏÓ', 'file.pdf'),
    file('görüntü.html', '<!DOCTYPE html>\n<html><body>Fatura</body></html>', 'file.html'),
    file(
      'dış-varlık.xml',
      withDoctype('xxe', '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'xml.doctype',
    ),
    file(
      'çoğalan.xml',
      withDoctype('laughs', `<!DOCTYPE Invoice [<!ENTITY l0 "ha">${laughs}]>`),
      'xml.doctype',
    ),
    file(
      'bilinmeyen-kodlama.xml',
      Buffer.from(replaced(turkish('encoding'), /UTF-8/i, 'x-mars'), 'latin1'),
      'xml.encoding-unknown',
    ),
    file(
      'almanya.xml',
      replaced(sound('foreign'), />TR1\.2[^<]*</, '>urn:cen.eu:en16931:2017<'),
      'ubl.not-tr',
    ),
    file('kayıt.xml', '<?xml version="1.0"?><Musteri><Ad>Ali</Ad></Musteri>', 'ubl.unknown-root'),
    file('bomba.zip', await zipOf({ 'a.xml': Buffer.alloc(30_000_000, ' ') }), 'archive.ratio'),
    file('dev-bomba.zip', await zipOf({ 'a.xml': Buffer.alloc(100_000_000, ' ') }), 'archive.ratio'),
    file('iç-içe.zip', await zipOf({ 'daha-iç.zip': inner }), 'archive.too-deep'),
    file('boş.zip', await zipOf({}), 'archive.empty'),
    file('yarım.zip', (await zipOf({ 'a.xml': sound('cut') })).subarray(0, 900), 'archive.cut-off'),
  ];
}

/** Read all the same, and told: the code of a finding on the document, null where there is nothing to tell. */
export function oddFiles(): (Part & { readonly finding: string | null })[] {
  const file = (name: string, content: Uint8Array | string, finding: string | null) => ({
    name,
    content,
    finding,
  });
  return [
    file('bom.xml', `\uFEFF${sound('bom')}`, null),
    file('1254.xml', windows1254(replaced(turkish('1254'), /UTF-8/i, 'windows-1254')), null),
    file('gizli-1254.xml', windows1254(turkish('1254/undeclared')), 'xml.encoding-guessed'),
    file('on-bin-kalem.xml', generateInvoice('bad-files/long', { ...options, lineCount: 10_000 }).xml, null),
    file('aynı-kalem.xml', sameLineNumbers(2), 'fatura.satir-no-tekrar'),
    file('on-bin-aynı-kalem.xml', sameLineNumbers(10_000), 'fatura.satir-no-tekrar'),
    file(
      'eksi.xml',
      replaced(sound('negative'), /currencyID="TRY">(?=[1-9])/g, 'currencyID="TRY">-'),
      'fatura.negatif-tutar',
    ),
    file('kursuz.xml', faulty('currency-without-rate'), 'fatura.kur-yok'),
  ];
}

/** More than the 500 letters that a document's name may have. */
const LONG_NAME = `${'uzun-'.repeat(200)}ad.xml`;

/** An archive of hostile and of good members: names with a code are refused, the others are read. */
export async function mixedArchive(): Promise<{
  content: Buffer;
  good: number;
  bad: Record<string, string>;
}> {
  const members = {
    'iyi.xml': sound('mixed/good'),
    'XX/etc/passwd.xml': sound('mixed/up'),
    'C/mutlak.xml': sound('mixed/absolute'),
    'klasör/Ünlü Şirket – ekim.xml': sound('mixed/turkish'),
    'satır\nsonu.xml': sound('mixed/newline'),
    [LONG_NAME]: sound('mixed/long'),
    'iç.zip': await zipOf({ 'iyi.xml': sound('mixed/inner'), 'kırık.xml': '<a>' }),
    'sıkı.xml': Buffer.alloc(5_000_000, ' '),
    'resim.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
  };
  const content = patched(patched(await zipOf(members), 'XX/etc', '../etc'), 'C/mutlak', '/mutlaka');
  const bad = {
    '../etc/passwd.xml': 'archive.bad-name',
    '/mutlaka.xml': 'archive.bad-name',
    'iç.zip!kırık.xml': 'xml.truncated',
    'sıkı.xml': 'archive.ratio',
    'resim.png': 'file.image',
  };
  return { content, good: 5, bad };
}

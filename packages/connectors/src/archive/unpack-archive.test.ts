/** Rules of unpacking: files, skips, refusals, bounds, and archives damaged at random. */

import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_ERROR_CODES, type ArchiveItem, type ArchiveLimits } from './archive-item.ts';
import { unpackArchive, type Wishes } from './unpack-archive.ts';
import { centralRecord, patched, zipOf } from './zip-in-memory.fixture.ts';

async function unpack(
  source: string | Uint8Array,
  limits: Partial<ArchiveLimits> = {},
  wishes: Wishes = {},
): Promise<ArchiveItem[]> {
  return Array.fromAsync(unpackArchive(source, limits, wishes));
}

/** The same archive as a file. */
async function onDisk<T>(zip: Uint8Array, act: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'arsiv-'));
  try {
    await writeFile(join(folder, 'a.zip'), zip);
    return await act(join(folder, 'a.zip'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** "file a.xml", "refused b.xml archive.ratio", "skipped c.pdf twin". */
function told(items: readonly ArchiveItem[]): string[] {
  return items.map((item) => {
    if (item.kind === 'file') return `file ${item.name}`;
    if (item.kind === 'twin') return `twin ${item.name} of ${item.of}`;
    return `${item.kind} ${item.name} ${item.kind === 'refused' ? item.error.code : item.reason}`;
  });
}

describe('a ZIP', () => {
  it('gives its files in order, with their bytes, from memory and from disk alike', async () => {
    const zip = await zipOf({ 'klasör/fatura-ğ.xml': '<a/>', 'b.xml': '<b/>' });
    const items = await unpack(zip);
    expect(told(items)).toEqual(['file klasör/fatura-ğ.xml', 'file b.xml']);
    expect(items.map((item) => item.kind === 'file' && Buffer.from(item.bytes).toString())).toEqual([
      '<a/>',
      '<b/>',
    ]);
    expect(await onDisk(zip, unpack)).toEqual(items);
  });

  it('skips renderings of its XMLs, stylesheets, schemas and system files, each with its reason', async () => {
    const zip = await zipOf({
      'A.pdf': '%PDF-1.7',
      'pdf/B.HTML': '<html/>',
      'xml/B.xml': '<b/>',
      'a.xml': '<a/>',
      'yalnız.pdf': '%PDF-1.7',
      'general.xslt': '<x/>',
      'xml/ubl.css': 'a{}',
      'xsdrt/UBL-Invoice-2.1.xsd': '<xs:schema/>',
      'kural.SCH': '<sch:schema/>',
      'EFatura.wsdl': '<definitions/>',
      '__MACOSX/._a.xml': '?',
    });
    expect(told(await unpack(zip))).toEqual([
      'skipped A.pdf twin',
      'skipped pdf/B.HTML twin',
      'file xml/B.xml',
      'file a.xml',
      'file yalnız.pdf',
      'skipped general.xslt stylesheet',
      'skipped xml/ubl.css stylesheet',
      'skipped xsdrt/UBL-Invoice-2.1.xsd schema',
      'skipped kural.SCH schema',
      'skipped EFatura.wsdl schema',
      'skipped __MACOSX/._a.xml system-file',
    ]);
  });

  it('knows a rendering by the number or the ETTN in its name, as portals and integrators call them', async () => {
    const ettn = '98BC0BEC-e8ea-411c-b0bb-846c1c380674';
    const zip = await zipOf({
      [`${ettn}_f.xml`]: '<a/>',
      [`${ettn.toLowerCase()}.html`]: '<html/>',
      '4810058590_ABC2026000000001.xml': '<b/>',
      'pdf/ABC2026000000001.pdf': '%PDF',
      'e-fatura-ABC2026000000001.xml.pdf': '%PDF',
      'c.xml': '<c/>',
      'c.xml.html': '<html/>',
      'ABC2026000000001 sözleşme.pdf': '%PDF',
      'ABC2026000000002.pdf': '%PDF',
    });
    expect(told(await unpack(zip)).filter((line) => !line.endsWith('.xml'))).toEqual([
      `skipped ${ettn.toLowerCase()}.html twin`,
      'skipped pdf/ABC2026000000001.pdf twin',
      'skipped e-fatura-ABC2026000000001.xml.pdf twin',
      'skipped c.xml.html twin',
      'file ABC2026000000001 sözleşme.pdf',
      'file ABC2026000000002.pdf',
    ]);
  });

  it('gives renderings where they are asked for: after the documents, each with its one XML, the nearest of several', async () => {
    const inner = await zipOf({ 'a.pdf': '%PDF inner', 'a.xml': '<a/>' });
    const zip = await zipOf({
      'pdf/ABC2026000000001.pdf': '%PDF 1',
      'xml/4810058590_ABC2026000000001.xml': '<a/>',
      'x/fatura.html': '<html/>',
      'x/fatura.xml': '<b/>',
      'y/fatura.xml': '<c/>',
      'z/fatura.pdf': '%PDF of x or y',
      'iç.zip': inner,
      'xx/fatura.pdf': '%PDF',
    });
    const wishes = { keepsRenderings: true };
    expect(told(await unpack(patched(zip, 'xx/fatura.pdf', '../fatura.pdf'), {}, wishes))).toEqual([
      'file xml/4810058590_ABC2026000000001.xml',
      'file x/fatura.xml',
      'file y/fatura.xml',
      'file iç.zip!a.xml',
      'twin iç.zip!a.pdf of iç.zip!a.xml',
      'refused ../fatura.pdf archive.bad-name',
      'twin pdf/ABC2026000000001.pdf of xml/4810058590_ABC2026000000001.xml',
      'twin x/fatura.html of x/fatura.xml',
      'skipped z/fatura.pdf twin',
    ]);
    // They never take the room of a document.
    const large = await zipOf({ 'a.pdf': 'x'.repeat(80), 'a.xml': 'x'.repeat(60) });
    expect(told(await unpack(large, { maxTotalBytes: 100 }, wishes))).toEqual([
      'file a.xml',
      'skipped a.pdf twin',
    ]);
  });

  it('inside a ZIP is opened two deep and refused below', async () => {
    const third = await zipOf({ 'd.xml': '<d/>' });
    const second = await zipOf({ 'c.xml': '<c/>', '3.zip': third });
    const first = await zipOf({ 'b.xml': '<b/>', '2.dat': second });
    const zip = await zipOf({ 'a.xml': '<a/>', '1.zip': first, 'e.xml': '<e/>' });
    expect(told(await unpack(zip))).toEqual([
      'file a.xml',
      'file 1.zip!b.xml',
      'file 1.zip!2.dat!c.xml',
      'refused 1.zip!2.dat!3.zip archive.too-deep',
      'file e.xml',
    ]);
  });
});

describe('a bad entry leaves the others working', () => {
  it('when its name climbs out, is absolute or holds NUL', async () => {
    const zip = await zipOf({ 'xx/1.xml': '<a/>', 'y3.xml': '<c/>', 'z4.xml': '<d/>', 'good.xml': '<e/>' });
    const bad = patched(
      patched(patched(zip, 'xx/1.xml', '../1.xml'), 'y3.xml', '/3.xml'),
      'z4.xml',
      'z\0.xml',
    );
    expect(told(await unpack(bad))).toEqual([
      'refused ../1.xml archive.bad-name',
      'refused /3.xml archive.bad-name',
      'refused z\uFFFD.xml archive.bad-name',
      'file good.xml',
    ]);
    const windows = patched(await zipOf({ 'aa/bb/c.xml': '<a/>' }), 'aa/bb/c.xml', 'aa\\bb\\c.xml');
    expect(told(await unpack(windows))).toEqual(['file aa/bb/c.xml']);
    const climbing = patched(await zipOf({ 'aa/bb/c.xml': '<a/>' }), 'aa/bb/c.xml', '..\\bb\\c.xml');
    expect(told(await unpack(climbing))).toEqual(['refused ../bb/c.xml archive.bad-name']);
  });

  it('when it is encrypted, packed by an unknown method, or damaged', async () => {
    const text = 'fatura '.repeat(100);
    const zip = await zipOf({ '1.xml': text, '2.xml': text, '3.xml': text, '4.xml': text, '5.xml': text });
    zip.writeUInt16LE(1, centralRecord(zip, '1.xml') + 8);
    zip.writeUInt16LE(99, centralRecord(zip, '2.xml') + 10);
    zip.writeUInt32LE(7, centralRecord(zip, '3.xml') + 16);
    zip.writeUInt32LE(0x7fffffff, centralRecord(zip, '4.xml') + 42);
    expect(told(await unpack(zip))).toEqual([
      'refused 1.xml archive.encrypted',
      'refused 2.xml archive.unknown-method',
      'refused 3.xml archive.broken-entry',
      'refused 4.xml archive.broken-entry',
      'file 5.xml',
    ]);
  });

  it('when it is a bomb: inflating stops at the bound', async () => {
    const bomb = await zipOf({ 'bomba.xml': Buffer.alloc(40 * 1024 * 1024), 'iyi.xml': '<a/>' });
    expect(told(await unpack(bomb))).toEqual(['refused bomba.xml archive.ratio', 'file iyi.xml']);
    // A size that lies does not get past the bound either.
    bomb.writeUInt32LE(1000, centralRecord(bomb, 'bomba.xml') + 24);
    expect(told(await unpack(bomb))).toEqual(['refused bomba.xml archive.ratio', 'file iyi.xml']);
    const large = await unpack(bomb, { maxRatio: 5000, maxEntryBytes: 2 * 1024 * 1024 });
    expect(told(large)).toEqual(['refused bomba.xml archive.entry-too-large', 'file iyi.xml']);
  });
});

describe('an archive beyond its bounds', () => {
  it('is refused where it holds too many entries, inner archives counted', async () => {
    const inner = await zipOf({ '1.xml': '1', '2.xml': '2', '3.xml': '3' });
    expect(told(await unpack(inner, { maxEntries: 2 }))).toEqual(['refused null archive.too-many-entries']);
    const outer = await zipOf({ 'i.zip': inner, 'x.xml': '<x/>' });
    expect(told(await unpack(outer, { maxEntries: 4 }))).toEqual([
      'refused i.zip archive.too-many-entries',
      'file x.xml',
    ]);
  });

  it('ends where all entries together grow too large', async () => {
    const zip = await zipOf({ '1.xml': 'x'.repeat(60), '2.xml': 'x'.repeat(60), '3.xml': 'x' });
    expect(told(await unpack(zip, { maxTotalBytes: 100 }))).toEqual([
      'file 1.xml',
      'refused 2.xml archive.total-too-large',
    ]);
  });

  it('or no archive at all is refused with a Turkish and an English sentence', async () => {
    const zip = await zipOf({ 'a.xml': '<a/>' });
    const cut = zip.subarray(0, zip.length - 30);
    for (const bytes of [Buffer.from(''), Buffer.from('merhaba'), Buffer.from('merhaba PK\u0005\u0006')])
      expect(told(await unpack(bytes))).toEqual(['refused null archive.not-zip']);
    expect(told(await unpack(cut))).toEqual(['refused null archive.cut-off']);
    expect(told(await onDisk(cut, unpack))).toEqual(['refused null archive.cut-off']);
    const longer = Buffer.concat([zip, Buffer.from('...')]);
    expect(told(await unpack(longer))).toEqual(['refused null archive.broken']);
    expect(told(await unpack(await zipOf({})))).toEqual(['refused null archive.empty']);
    const table = Buffer.from(zip);
    table.writeUInt32LE(0, centralRecord(table, 'a.xml'));
    const [item] = await unpack(table);
    expect(item).toMatchObject({ kind: 'refused', name: null, error: { code: 'archive.broken' } });
    expect(item?.kind === 'refused' && item.error.message).toContain('Arşivin içindekiler listesi bozuk');
    expect(item?.kind === 'refused' && item.error.messageEn).toContain('table of contents');
  });

  it('tells what is wrong in our words alone; the reader’s sentence is the cause, for the log', async () => {
    const zip = await zipOf({ 'a.xml': '<a/>', 'b.xml': '<b/>' });
    const strong = Buffer.from(zip);
    strong.writeUInt16LE(0x41, centralRecord(strong, 'a.xml') + 8);
    const wrong = Buffer.from(zip);
    wrong.writeUInt32LE(7, centralRecord(wrong, 'a.xml') + 16);
    const errors = [];
    for (const bytes of [zip.subarray(0, zip.length - 30), strong, wrong]) {
      const [item] = await unpack(bytes);
      errors.push(item?.kind === 'refused' ? item.error : null);
    }
    expect(errors).toEqual([
      {
        code: 'archive.cut-off',
        message: 'ZIP dosyası yarım kalmış: sonu yok.',
        messageEn: 'The ZIP file is cut off: its end is missing.',
        params: {},
        cause: expect.stringContaining('End of central directory'),
      },
      expect.objectContaining({
        code: 'archive.encrypted',
        params: {},
        cause: 'strong encryption is not supported',
      }),
      expect.objectContaining({
        code: 'archive.broken-entry',
        message: 'Arşivdeki dosya bozuk, açılamadı.',
        cause: 'CRC-32',
      }),
    ]);
  });

  it('never makes unpacking throw, whichever bytes of it are changed', async () => {
    const zip = await zipOf({ 'a.xml': 'fatura '.repeat(50), 'b/c.xml': '<c/>' });
    const change = fc.record({ at: fc.nat(zip.length - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const copy = Buffer.from(zip);
        for (const { at, to } of changes) copy[at] = to;
        expect((await unpack(copy)).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

it('the README names every code of a refusal, and no other', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const codes = new Set([...readme.matchAll(/`(archive\.[a-z-]+)`/g)].map((match) => match[1]));
  expect([...codes].toSorted()).toEqual(ARCHIVE_ERROR_CODES);
});

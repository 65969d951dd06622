/** The rules of `muhasebi belge`, asked of the real process. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { invoiceXml, windows1254 } from '@muhasebi/connectors/ubl-tr/minimal-invoice.fixture.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SAMPLES = join(import.meta.dirname, '../../../../shared/gib/samples');

interface Run {
  readonly lines: Record<string, unknown>[];
  readonly stderr: string;
  readonly code: number;
}

/** Runs the real command in `cwd`; every line of its output must be JSON. */
function muhasebi(cwd: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const command = [join(import.meta.dirname, 'main.ts'), ...args];
    execFile(
      process.execPath,
      command,
      { cwd, maxBuffer: 64 * 1024 * 1024, timeout: 25_000 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else {
          const lines = stdout.split('\n').filter((line) => line !== '');
          const parsed = lines.map((line): Record<string, unknown> => JSON.parse(line));
          resolve({ lines: parsed, stderr, code: typeof error?.code === 'number' ? error.code : 0 });
        }
      },
    );
  });
}

/** "file → id" of documents, "file: code" of failures. */
function told(run: Run): string[] {
  return run.lines.map(({ file, id, error }) => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    return code === null ? `${file} → ${id}` : `${file}: ${code}`;
  });
}

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muhasebi-cli-'));
  await mkdir(join(folder, 'klasör adı'));
  await writeFile(join(folder, 'klasör adı', 'fatura ğ.xml'), invoiceXml({ id: 'A1' }));
});
afterAll(() => rm(folder, { recursive: true }));

describe('belge oku', () => {
  it('prints one line of exactly these keys, amounts as written, absent values null', async () => {
    const run = await muhasebi(folder, 'belge', 'oku', '--bugun', '2026-04-01', 'klasör adı/fatura ğ.xml');
    expect(run.code).toBe(0);
    expect(run.lines).toHaveLength(1);
    expect(run.lines[0]).toEqual({
      file: 'klasör adı/fatura ğ.xml',
      root: 'Invoice',
      profile: 'TICARIFATURA',
      customization: 'TR1.2',
      id: 'A1',
      uuid: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
      issueDate: '2026-03-15',
      issueTime: null,
      type: 'SATIS',
      currency: 'TRY',
      rate: null,
      supplier: { VKN: '1234567890', name: 'Işıl Ğıda Şti.', taxOffice: null },
      customer: { VKN: '9876543210', name: 'Alıcı A.Ş.', taxOffice: null },
      lineCount: 1,
      taxTotals: [
        {
          amount: '20.00',
          subtotals: [{ taxable: '100.00', tax: '20.00', percent: '20', code: '0015', name: 'KDV' }],
        },
      ],
      withholding: [],
      totals: {
        LineExtensionAmount: null,
        TaxExclusiveAmount: null,
        TaxInclusiveAmount: null,
        AllowanceTotalAmount: null,
        ChargeTotalAmount: null,
        PayableRoundingAmount: null,
        PayableAmount: '120.00',
      },
      lines: [{ id: '1', qty: '1', unit: 'C62', amount: '100.00', name: 'Kalem', price: '100.00' }],
      signature: { state: 'absent' },
      findings: expect.arrayContaining([
        { code: 'fatura.numara-hatali', severity: 'warning', message: expect.stringContaining('A1') },
      ]),
    });
  });

  it('reads ZIPs by their content and names their entries; renderings are told on stderr only', async () => {
    const inner = await zipOf({ 'c.xml': invoiceXml({ id: 'C3' }) });
    const zip = await zipOf({
      'x/a.xml': invoiceXml({ id: 'A1' }),
      'x/a.pdf': '%PDF',
      'b.txt': 'yok',
      'iç.zip': inner,
    });
    await writeFile(join(folder, 'arşiv.bin'), zip);
    const run = await muhasebi(folder, 'belge', 'oku', 'arşiv.bin');
    expect(told(run)).toEqual([
      'arşiv.bin!x/a.xml → A1',
      'arşiv.bin!b.txt: xml.not-xml',
      'arşiv.bin!iç.zip!c.xml → C3',
    ]);
    expect(run.stderr).toContain('arşiv.bin!x/a.pdf: Aynı adlı XML');
    expect(run.code).toBe(1);
  });

  it('gives a bad file its error and exit code 1, and leaves the others unharmed', async () => {
    await writeFile(join(folder, 'boş.xml'), '');
    await writeFile(join(folder, 'yarım.xml'), invoiceXml().slice(0, 900));
    await writeFile(
      join(folder, 'xxe.xml'),
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    );
    await writeFile(join(folder, '1254.xml'), windows1254(invoiceXml({ id: 'W1', prolog: '' })));
    await writeFile(
      join(folder, 'bomba.zip'),
      await zipOf({ 'b.xml': Buffer.alloc(30_000_000), 'iyi.xml': invoiceXml() }),
    );
    const huge = await open(join(folder, 'dev.xml'), 'w');
    await huge.write('<a>');
    // Two gigabytes that take no room on disk.
    await huge.truncate(2 ** 31);
    await huge.close();
    const names = [
      'yok.xml',
      'klasör adı',
      'boş.xml',
      'yarım.xml',
      'xxe.xml',
      'dev.xml',
      'bomba.zip',
      '1254.xml',
    ];
    const run = await muhasebi(folder, 'belge', 'oku', ...names);
    expect(told(run)).toEqual([
      'yok.xml: file.not-found',
      'klasör adı: file.is-folder',
      'boş.xml: file.empty',
      'yarım.xml: xml.truncated',
      'xxe.xml: xml.doctype',
      'dev.xml: file.too-large',
      'bomba.zip!b.xml: archive.ratio',
      'bomba.zip!iyi.xml → ABC2026000000001',
      '1254.xml → W1',
    ]);
    expect(run.code).toBe(1);
    expect(run.lines[0]).toEqual({
      file: 'yok.xml',
      error: { code: 'file.not-found', message: 'Dosya bulunamadı.' },
    });
  });

  it('says in one line what is wrong with the command itself', async () => {
    for (const args of [
      ['belge', 'oku'],
      ['belge', 'oner', 'a.xml'],
      ['belge', 'oner', '--vkn', '12', 'a.xml'],
      ['yok'],
    ]) {
      const run = await muhasebi(folder, ...args);
      expect(run.code).toBe(1);
      expect(run.lines).toEqual([]);
      expect(run.stderr).toContain('error:');
    }
  });

  it.skipIf(process.getuid?.() === 0)('tells of a file that it may not read', async () => {
    const path = join(folder, 'gizli.xml');
    await writeFile(path, invoiceXml());
    await chmod(path, 0);
    expect(told(await muhasebi(folder, 'belge', 'oku', 'gizli.xml'))).toEqual([
      'gizli.xml: file.not-allowed',
    ]);
  });

  it.skipIf(!existsSync(SAMPLES))(
    'reads a document that is no invoice as far as its header, with the same keys',
    async () => {
      const files = [
        'ubl-tr/Irsaliye-Ornek1.xml',
        'ubl-tr/TEVKIFAT.xml',
        'e-fatura-paketi/4_KULLANICI_ACMA_ZARF.xml',
      ];
      const run = await muhasebi(SAMPLES, 'belge', 'oku', ...files);
      const [despatch, invoice, account] = run.lines;
      expect(Object.keys(despatch ?? {})).toEqual(Object.keys(invoice ?? {}));
      expect(despatch).toMatchObject({
        root: 'DespatchAdvice',
        type: 'SEVK',
        lineCount: null,
        lines: null,
        totals: null,
      });
      expect(account).toMatchObject({ root: 'ProcessUserAccount', id: null, supplier: { VKN: null } });
      expect(account?.signature).toMatchObject({
        state: 'sound',
        signer: { name: 'e-Fatura Deneme A.Ş.', taxId: '9999999999' },
        chain: 'not-checked',
      });
      expect(run.code).toBe(0);
    },
  );
});

describe('belge oner', () => {
  it('adds a balanced proposal for the client, and reuses the accounts that the run opened', async () => {
    const file = 'klasör adı/fatura ğ.xml';
    const run = await muhasebi(folder, 'belge', 'oner', '--vkn', '9876543210', file, file);
    const [first, second] = run.lines.map((line) => line.proposal);
    expect(first).toMatchObject({
      direction: 'alis',
      date: '2026-03-15',
      newAccounts: [{ code: '320.01.0001', name: 'Işıl Ğıda Şti.', counterpartyTaxId: '1234567890' }],
    });
    expect(second).toMatchObject({ newAccounts: [] });
    const lines = linesOf(first);
    expect(lines).toContainEqual({
      account: '320.01.0001',
      name: 'Işıl Ğıda Şti.',
      debit: '0.00',
      credit: '120.00',
      reason: expect.stringContaining('120,00'),
    });
    const kurus = (side: string): number =>
      lines.reduce((sum, line) => sum + Number(line[side]?.replace('.', '')), 0);
    expect(kurus('debit')).toBe(12_000);
    expect(kurus('credit')).toBe(12_000);
  });

  it('proposes nothing for an invoice of others, and says so', async () => {
    const run = await muhasebi(folder, 'belge', 'oner', '--vkn', '1111111111', 'klasör adı/fatura ğ.xml');
    expect(run.lines[0]).toMatchObject({ proposal: null });
    expect(run.lines[0]?.findings).toContainEqual(expect.objectContaining({ code: 'belge.baska-mukellef' }));
    expect(run.code).toBe(0);
  });
});

/** The lines of a proposal. */
function linesOf(proposal: unknown): Record<string, string>[] {
  if (typeof proposal !== 'object' || proposal === null || !('lines' in proposal)) return [];
  return Array.isArray(proposal.lines) ? proposal.lines : [];
}

describe('belge yaz', () => {
  it('names the wrong fields on stderr with exit code 1, and tells a file that is no JSON by 2', async () => {
    await writeFile(join(folder, 'bos.json'), '{}');
    await writeFile(join(folder, 'metin.json'), 'fatura');
    const [empty, text] = await Promise.all([
      muhasebi(folder, 'belge', 'yaz', 'bos.json'),
      muhasebi(folder, 'belge', 'yaz', 'metin.json'),
    ]);
    expect([empty.code, empty.lines, text.code, text.lines]).toEqual([1, [], 2, []]);
    expect(empty.stderr).toContain('number: bu alan gerekli');
    expect(text.stderr).toContain('metin.json okunamadı');
  });
});

describe('belge dogrula', () => {
  const GIB = join(SAMPLES, '..');
  const packs = ['e-FaturaPaketi.zip', 'UBL-TR1.2.1_Paketi.zip'].flatMap((name) => [
    '--paket',
    join(GIB, 'rules', name),
  ]);

  it('keeps the order of the files though threads judge them, and goes on after one that cannot be read', async () => {
    const names = Array.from({ length: 90 }, (_, index) => `belge ${index}.xml`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), invoiceXml({ id: name }))));
    await writeFile(join(folder, 'bozuk.xml'), '<Invoice>');
    const files = [...names.slice(0, 70), 'bozuk.xml', 'yok.xml', ...names.slice(70)];
    const run = await muhasebi(folder, 'belge', 'dogrula', ...files);
    expect(run.lines.map(({ file }) => file)).toStrictEqual(files);
    // Without a pack only our own checks run, and each line says so.
    expect(run.lines[0]).toMatchObject({ xsd: 'skipped', schematron: 'skipped', failed: [] });
    expect(run.lines[70]).toMatchObject({ error: { code: 'xml.truncated' } });
    expect(run.lines[71]).toMatchObject({ error: { code: 'file.not-found' } });
    expect(run.code).toBe(1);
  });

  it('refuses what is no rule pack with exit code 2, and judges nothing', async () => {
    const run = await muhasebi(folder, 'belge', 'dogrula', '--paket', folder, 'klasör adı/fatura ğ.xml');
    expect(run).toMatchObject({ lines: [], code: 2 });
    expect(run.stderr).toContain('pack.not-a-pack');
  });

  it.skipIf(!existsSync(GIB))('judges by the ZIPs of GİB; a fault in a document is exit code 3', async () => {
    const samples = ['TEVKIFAT.xml', 'SARJ.xml'].map((name) => join(SAMPLES, 'ubl-tr', name));
    const run = await muhasebi(folder, 'belge', 'dogrula', ...packs, '--bugun', '2026-11-28', ...samples);
    expect(run.lines.map(({ xsd, schematron, failed }) => ({ xsd, schematron, failed }))).toStrictEqual([
      { xsd: 'valid', schematron: 'fail', failed: [{ rule: 'InvoicedQuantityCheck', count: 1 }] },
      { xsd: 'valid', schematron: 'pass', failed: [] },
    ]);
    expect(run.code).toBe(3);
  });
});

/** Rules of reading what is broken, hostile, foreign or odd. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { invoiceXml, lineXml, windows1254 } from './minimal-invoice.fixture.ts';
import { READ_ERROR_CODES } from './read-error.ts';
import { readUbl } from './read-ubl.ts';
import type { ReadOptions, ReadResult } from './ubl-document.ts';

function read(source: string | Uint8Array, options?: ReadOptions): ReadResult {
  return readUbl(typeof source === 'string' ? Buffer.from(source) : source, options);
}

/** The code of the refusal; every refusal speaks Turkish and English. */
function refusal(source: string | Uint8Array, options?: ReadOptions): string {
  const result = read(source, options);
  if (result.ok) return 'none';
  expect(result.error.message).not.toBe(result.error.messageEn);
  expect(`${result.error.message}${result.error.messageEn}`).not.toMatch(/[{}]/);
  return result.error.code;
}

/** Name of the seller and codes of the findings. */
function seller(source: string | Uint8Array): [string | null | undefined, string[]] {
  const result = read(source);
  if (!result.ok) throw new Error(result.error.messageEn);
  const [document] = result.documents;
  return [document?.header.supplier.name, (document?.findings ?? []).map((finding) => finding.code)];
}

const NAME = 'Işıl Ğıda Şti.';

describe('a file that is no XML is refused by what it is', () => {
  it.each([
    ['an empty file', '', 'file.empty'],
    ['white space alone', ' \r\n\t', 'file.empty'],
    ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'file.empty'],
    ['plain text', 'Sayın yetkili, faturanız ektedir.', 'xml.not-xml'],
    ['binary bytes', Buffer.from([1, 2, 3, 4, 250]), 'xml.not-xml'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', 'file.pdf'],
    ['a ZIP', Buffer.from('PK\u0003\u0004rest'), 'file.zip'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'file.image'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'file.image'],
    ['an HTML page', '<!DOCTYPE html>\n<html><body>Fatura</body></html>', 'file.html'],
    ['an HTML page with a comment first', '<!-- gib -->\n<HTML lang="tr"></HTML>', 'file.html'],
    ['XHTML', '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', 'file.html'],
  ])('%s', (_what, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });

  it('a file beyond the bound is refused unread, with both sizes', () => {
    const result = read(invoiceXml(), { maxBytes: 100 });
    expect(result).toMatchObject({ ok: false, error: { code: 'file.too-large', params: { limit: '100' } } });
  });
});

describe('damaged XML is refused with the place of the fault', () => {
  it('cut off at any point, it is never read as a whole document', () => {
    const bytes = Buffer.from(invoiceXml());
    for (let length = 60; length < bytes.length; length += 37) {
      expect(['xml.truncated', 'xml.malformed']).toContain(refusal(bytes.subarray(0, length)));
    }
    expect(refusal(bytes.subarray(0, bytes.length - 5))).toBe('xml.truncated');
    expect(refusal(bytes.subarray(0, bytes.length - '</Invoice>'.length))).toBe('xml.truncated');
  });

  it('a wrong end tag names its line and column', () => {
    const result = read('<?xml version="1.0"?>\n<Invoice>\n<a></b>\n</Invoice>');
    expect(result).toMatchObject({ ok: false, error: { code: 'xml.malformed', params: { line: '3' } } });
    expect(!result.ok && result.error.message).toContain('3. satır');
  });

  it('an undeclared namespace prefix, an undefined entity, two roots or rubbish behind the root are faults', () => {
    expect(refusal(invoiceXml().replace('xmlns:cbc=', 'xmlns:other='))).toBe('xml.malformed');
    expect(refusal(invoiceXml({ sellerName: '&nbsp;' }))).toBe('xml.malformed');
    expect(refusal(`${invoiceXml()}<Invoice/>`)).toBe('xml.malformed');
    expect(refusal(`${invoiceXml()} son`)).not.toBe('none');
  });

  it('an instruction among the elements or inside of a text hides nothing and breaks nothing', () => {
    const between = invoiceXml({ sellerName: NAME }).replaceAll(/<cac:|<cbc:/g, (tag) => `<?x y?>${tag}`);
    expect(seller(between)[0]).toBe(NAME);
    expect(seller(invoiceXml({ sellerName: NAME.replace(' ', '<?x y?> ') }))[0]).toBe(NAME);
    const many = '<?x?>1'.repeat(50_000);
    expect(seller(invoiceXml({ sellerName: many }))[0]).toBe('1'.repeat(50_000));
  });

  it('a text beyond what the parser holds is refused by its own name', () => {
    expect(refusal(invoiceXml({ sellerName: 'x'.repeat(11_000_000) }))).toBe('xml.too-complex');
  });

  it('nesting beyond the bound is refused, even a million deep', () => {
    const nested = (depth: number): string =>
      invoiceXml({ extra: `${'<cac:Delivery>'.repeat(depth)}${'</cac:Delivery>'.repeat(depth)}` });
    expect(refusal(nested(90))).toBe('none');
    expect(refusal(nested(150))).toBe('xml.too-deep');
    expect(refusal(nested(1_000_000))).toBe('xml.too-deep');
  });
});

describe('a DOCTYPE is refused outright', () => {
  const withDoctype = (doctype: string, sellerName: string): string =>
    invoiceXml({ prolog: `<?xml version="1.0"?>\n<!-- a --><?b c?>\n${doctype}\n`, sellerName });

  it('whether it asks for an outside file', () => {
    expect(refusal(withDoctype('<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'))).toBe(
      'xml.doctype',
    );
    expect(refusal(withDoctype('<!DOCTYPE Invoice SYSTEM "http://127.0.0.1/a.dtd">', 'A'))).toBe(
      'xml.doctype',
    );
    expect(refusal(withDoctype('<!DOCTYPE Invoice [<!ENTITY % x SYSTEM "x.dtd"> %x;]>', 'A'))).toBe(
      'xml.doctype',
    );
  });

  it('or multiplies entities', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    expect(refusal(withDoctype(`<!DOCTYPE Invoice [<!ENTITY l0 "lol">${levels}]>`, '&l9;'))).toBe(
      'xml.doctype',
    );
  });

  it('behind a prolog of any length, or in UTF-16', () => {
    const long = `<?xml version="1.0"?><!--${'x'.repeat(10_000)}-->\n<!DOCTYPE Invoice []>\n`;
    expect(refusal(invoiceXml({ prolog: long }))).toBe('xml.doctype');
    const wide = Buffer.from(
      `\uFEFF<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE Invoice []><Invoice/>`,
      'utf16le',
    );
    expect(refusal(wide)).toBe('xml.doctype');
  });

  it('and a prolog of a million comments or instructions costs neither stack nor time', () => {
    const started = performance.now();
    expect(refusal(`${'<!-- --> '.repeat(1_000_000)}<!DOCTYPE a><a/>`)).toBe('xml.doctype');
    expect(refusal(`${'<?a?>'.repeat(1_000_000)}<!DOCTYPE a><a/>`)).toBe('xml.doctype');
    expect(refusal('<!-- --> '.repeat(1_000_000))).toBe('xml.truncated');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('but the word in a comment or a name is only a word', () => {
    expect(refusal(invoiceXml({ prolog: '<?xml version="1.0"?><!-- <!DOCTYPE x> -->\n' }))).toBe('none');
    expect(refusal(invoiceXml({ sellerName: '<![CDATA[<!DOCTYPE x>]]>' }))).toBe('none');
  });
});

describe('the encoding is decided by the bytes', () => {
  const declaring = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n`;

  it('UTF-8 with and without a byte order mark, declared or not', () => {
    expect(seller(invoiceXml())).toEqual([NAME, []]);
    expect(seller(`\uFEFF${invoiceXml()}`)).toEqual([NAME, []]);
    expect(seller(invoiceXml({ prolog: '' }))).toEqual([NAME, []]);
  });

  it('UTF-16 of either order, with and without a mark', () => {
    const little = Buffer.from(invoiceXml({ prolog: declaring('UTF-16') }), 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const [mark, body] of [
      [[0xff, 0xfe], little],
      [[0xfe, 0xff], big],
    ] as const) {
      expect(seller(Buffer.concat([Buffer.from(mark), body]))).toEqual([NAME, []]);
      expect(seller(body)).toEqual([NAME, []]);
    }
  });

  it('windows-1254 and ISO 8859-9 as declared', () => {
    for (const name of ['windows-1254', 'ISO-8859-9', 'iso-8859-9']) {
      expect(seller(windows1254(invoiceXml({ prolog: declaring(name) })))).toEqual([NAME, []]);
    }
  });

  it('undeclared windows-1254 is read as such and told', () => {
    for (const prolog of ['', declaring('UTF-8'), '<?xml version="1.0"?>']) {
      expect(seller(windows1254(invoiceXml({ prolog })))).toEqual([NAME, ['xml.encoding-guessed']]);
    }
  });

  it('UTF-8 that calls itself windows-1254 or UTF-16 is read as UTF-8 and told', () => {
    for (const name of ['windows-1254', 'UTF-16']) {
      expect(seller(invoiceXml({ prolog: declaring(name) }))).toEqual([NAME, ['xml.encoding-mismatch']]);
    }
    const ascii = invoiceXml({ prolog: declaring('windows-1254') }).replaceAll(/[^\0-\u007f]/g, 'x');
    expect(seller(ascii)[1]).toEqual([]);
  });

  it('UTF-8 with a broken letter keeps its other letters and is told', () => {
    const bytes = Buffer.from(invoiceXml());
    bytes[bytes.indexOf('Ğ') + 1] = 0x20;
    expect(seller(bytes)).toEqual(['Işıl \uFFFD ıda Şti.', ['xml.encoding-damaged']]);
  });

  it('an unknown name is refused where the bytes need it', () => {
    expect(refusal(windows1254(invoiceXml({ prolog: declaring('ebcdic-tr') })))).toBe('xml.encoding-unknown');
  });
});

describe('XML that is no UBL-TR document is refused by what it is', () => {
  it('another root, another namespace, a stylesheet, an empty envelope', () => {
    expect(refusal('<rss version="2.0"/>')).toBe('ubl.unknown-root');
    expect(refusal('<Invoice/>')).toBe('ubl.unknown-root');
    expect(refusal('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>')).toBe(
      'ubl.unknown-root',
    );
    expect(refusal('<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>')).toBe('xml.xslt');
    const sbdh = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
    expect(refusal(`<s:StandardBusinessDocument xmlns:s="${sbdh}"/>`)).toBe('envelope.empty');
  });

  it('a format of the field that is no UBL-TR is called by its name, with what to do', () => {
    const earsiv = read(Buffer.from('<e:eArsivVeri xmlns:e="http://earsiv.efatura.gov.tr"/>'));
    expect(earsiv).toMatchObject({
      ok: false,
      error: {
        code: 'ubl.other-format',
        message: expect.stringMatching(/^Bu biçim okunmuyor: e-Arşiv.*eArsivVeri/),
      },
    });
    for (const xml of [
      '<earsiv/>',
      '<serbestMeslekMakbuz xmlns="http://earsiv.efatura.gov.tr"/>',
      '<d:defter xmlns:d="http://www.edefter.gov.tr"/>',
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"/>',
      '<CrossIndustryInvoice xmlns="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>',
    ])
      expect([xml, refusal(xml)]).toEqual([xml, 'ubl.other-format']);
    expect(refusal('<Envelope xmlns="urn:x"/>')).toBe('ubl.unknown-root');
  });

  it('the UBL of another country names its customization; none at all is a warning', () => {
    const peppol = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
    const result = read(invoiceXml({ customization: peppol }));
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'ubl.not-tr', params: { customization: peppol } },
    });
    expect(seller(invoiceXml({ customization: '' }))).toEqual([NAME, ['ubl.customization-missing']]);
  });
});

describe('odd but well-formed invoices are read as they stand', () => {
  it('10,000 lines, in bounded time', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) =>
      lineXml(String(index + 1), `${index}.01`),
    ).join('');
    const result = read(invoiceXml({ lines }));
    const invoice = result.ok ? result.documents[0]?.invoice : null;
    expect(invoice?.lines).toHaveLength(10_000);
    expect(invoice?.lines[9_999]).toMatchObject({ id: '10000', amount: '9999.01', unit: 'C62' });
  });

  it('duplicate and missing line ids survive, in order', () => {
    const lines = lineXml('1', '1') + lineXml('1', '2') + lineXml('', '3');
    const result = read(invoiceXml({ lines }));
    const read1 = result.ok ? result.documents[0]?.invoice?.lines : [];
    expect(read1?.map((line) => [line.id, line.amount])).toEqual([
      ['1', '1'],
      ['1', '2'],
      [null, '3'],
    ]);
  });

  it('a due day is read from the terms, else from the means of payment, and is none where no calendar has it', () => {
    const due = (name: string, day: string) =>
      `<cac:${name}><cbc:PaymentDueDate>${day}</cbc:PaymentDueDate></cac:${name}>`;
    const dueOf = (extra: string) => {
      const result = read(invoiceXml({ extra }));
      return result.ok ? result.documents[0]?.invoice?.dueDate : undefined;
    };
    expect(dueOf(due('PaymentMeans', '2026-04-30') + due('PaymentTerms', '2026-04-15'))).toBe('2026-04-15');
    expect(dueOf(due('PaymentMeans', '2026-04-30'))).toBe('2026-04-30');
    expect(dueOf(due('PaymentTerms', '2026-02-31'))).toBeNull();
    expect(dueOf('')).toBeNull();
  });

  it('negative and very exact amounts stay the text they were', () => {
    const result = read(invoiceXml({ payable: ' -120.000000000000000001 ', lines: lineXml('1', '-0.10') }));
    const invoice = result.ok ? result.documents[0]?.invoice : null;
    expect(invoice?.totals.payable).toBe('-120.000000000000000001');
    expect(invoice?.lines[0]?.amount).toBe('-0.10');
  });

  it('a foreign currency without a rate has rate null; a rate the wrong way round is a finding', () => {
    const rate = (source: string, target: string): string =>
      `<cac:PricingExchangeRate><cbc:SourceCurrencyCode>${source}</cbc:SourceCurrencyCode>` +
      `<cbc:TargetCurrencyCode>${target}</cbc:TargetCurrencyCode><cbc:CalculationRate>41.250000</cbc:CalculationRate></cac:PricingExchangeRate>`;
    const rateOf = (extra: string): unknown => {
      const result = read(invoiceXml({ currency: 'USD', extra }));
      const document = result.ok ? result.documents[0] : undefined;
      return [document?.invoice?.exchangeRate, document?.findings.map((finding) => finding.code)];
    };
    expect(rateOf('')).toEqual([null, []]);
    expect(rateOf(rate('USD', 'TRY'))).toEqual(['41.250000', []]);
    expect(rateOf(rate('TRY', 'USD'))).toEqual([null, ['ubl.exchange-rate-unusable']]);
    expect(rateOf(rate('EUR', 'TRY'))).toEqual([null, ['ubl.exchange-rate-unusable']]);
  });

  it('an amount in another currency than the document is a finding that names its place', () => {
    const xml = invoiceXml({ currency: 'USD' }).replace(
      'PayableAmount currencyID="USD"',
      'PayableAmount currencyID="TRY"',
    );
    const result = read(xml);
    expect(result.ok && result.documents[0]?.findings).toMatchObject([
      { code: 'ubl.currency-mixed', place: 'totals.payable', params: { currency: 'USD', actual: 'TRY' } },
    ]);
  });

  it('any prefixes will do, and elements of other namespaces are not taken for UBL', () => {
    const renamed = invoiceXml({ extra: '<cbc:Note xmlns:cbc="urn:other">yabancı</cbc:Note>' })
      .replaceAll('cac:', 'k:')
      .replace('xmlns:cac', 'xmlns:k');
    const result = read(renamed);
    const invoice = result.ok ? result.documents[0]?.invoice : null;
    expect(invoice?.supplier.taxId).toEqual({ scheme: 'VKN', value: '1234567890' });
    expect(invoice?.notes).toEqual([]);
  });
});

it('the README names every code of a refusal, and no other', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const table = readme.slice(readme.indexOf('| refused with'), readme.indexOf('Findings:'));
  expect([...table.matchAll(/`([a-z]+\.[a-z-]+)`/g)].map((match) => match[1]).toSorted()).toEqual(
    READ_ERROR_CODES,
  );
});

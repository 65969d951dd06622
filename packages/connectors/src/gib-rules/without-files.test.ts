/** Rules of files inside of documents: the schema says the same with them as without them, and what it might say of them it sees. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRulePack } from './rule-pack.ts';
import { packOf } from './schematron.fixture.ts';
import { takesAnyFile, withoutFiles } from './without-files.ts';

const RULE =
  '<sch:pattern id="p"><sch:rule context="inv:Invoice"><sch:assert test="true()">x</sch:assert></sch:rule></sch:pattern>';
const INVOICE = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2';
const schema = (
  facet = '',
  more = '',
) => `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="${INVOICE}"
  targetNamespace="${INVOICE}" elementFormDefault="qualified">${more}
  <xsd:element name="Invoice"><xsd:complexType><xsd:sequence>
    <xsd:element name="EmbeddedDocumentBinaryObject" maxOccurs="3"><xsd:simpleType><xsd:restriction base="xsd:base64Binary">${facet}</xsd:restriction></xsd:simpleType></xsd:element>
    <xsd:element name="Count" type="xsd:int"/>
  </xsd:sequence></xsd:complexType></xsd:element></xsd:schema>`;
/** Changes nothing, but keeps files from being taken out. */
const BOUNDED =
  '<xsd:simpleType name="Short"><xsd:restriction base="xsd:string"><xsd:maxLength value="9"/></xsd:restriction></xsd:simpleType>';

const packWith = (facet = '', more = '') => packOf(RULE, { 'Invoice.xsd': schema(facet, more) });
const invoice = (files: readonly string[], count = '1') =>
  Buffer.from(
    `<?xml version="1.0"?>\n<Invoice xmlns="${INVOICE}">${files.map((file) => `<EmbeddedDocumentBinaryObject>${file}</EmbeddedDocumentBinaryObject>\n`).join('')}<Count>${count}</Count></Invoice>`,
  );

const without = openRulePack(packWith());
const whole = openRulePack(packWith('', BOUNDED));
const how = { type: 'efatura', today: '2026-11-28' } as const;

const wrapped = (text: string, width: number, end: string) =>
  text.replaceAll(new RegExp(`.{${width}}`, 'g'), `$&${end}`);

/** Long base64 texts, most of them sound, with line ends as mail programs write them. */
const file = fc
  .record({
    bytes: fc.uint8Array({ minLength: 3_200, maxLength: 3_300 }),
    width: fc.constantFrom(60, 76, 10_000),
    end: fc.constantFrom('\n', '\r\n', ' ', '\t'),
    harm: fc.constantFrom(
      '',
      '',
      '',
      '=',
      'A',
      '!',
      'ş',
      '&amp;',
      '==',
      '<!-- -->',
      '<![CDATA[A]]>',
      '\u00a0',
    ),
    at: fc.nat({ max: 3_000 }),
  })
  .map(({ bytes, width, end, harm, at }) => {
    const text = wrapped(Buffer.from(bytes).toString('base64'), width, end);
    return text.slice(0, at) + harm + text.slice(at);
  });

describe('a document with files inside', () => {
  it('has the same verdict with them as without them, whatever they hold, at the same lines', () => {
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('1', 'çok'),
        (files, count) => {
          const bytes = invoice(files, count);
          expect(without.judge(bytes, how)).toEqual(whole.judge(bytes, how));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is smaller by what is sound, keeps its line ends, and is left as it is by what is not', () => {
    const sound = wrapped(Buffer.alloc(30_000, 'dosya').toString('base64'), 76, '\n');
    const small = withoutFiles(invoice([sound, sound], 'çok'));
    expect(small.length).toBeLessThan(3_000);
    expect(String(small).split('\n').length).toBe(String(invoice([sound, sound])).split('\n').length);
    const [fault] = without.judge(invoice([sound, sound], 'çok'), how).xsdFaults;
    expect(fault?.line).toBe(String(small).split('\n').length);
    // "Y3==" has a bit set that no byte stands for.
    for (const odd of [
      `${sound}=`,
      `${sound}A`,
      `${sound.slice(0, 5_000)}?${sound}`,
      `${'A'.repeat(8_000)}Y3==`,
    ]) {
      const bytes = invoice([odd]);
      expect(withoutFiles(bytes)).toBe(bytes);
    }
    const quoted = Buffer.from(`<Note><![CDATA[<EmbeddedDocumentBinaryObject>${sound}</]]></Note>`);
    expect(withoutFiles(quoted)).toBe(quoted);
  });

  it('is seen whole by schemas that ask more of a file than base64', () => {
    expect(takesAnyFile(packWith())).toBe(true);
    for (const facet of [
      '<xsd:maxLength value="3"/>',
      '<xsd:pattern value="A+"/>',
      '<xsd:enumeration value="AAAA"/>',
    ])
      expect(takesAnyFile(packWith(facet))).toBe(false);
    const strict = openRulePack(packWith('<xsd:maxLength value="3"/>'));
    expect(strict.judge(invoice(['A'.repeat(8_000)]), how).xsd).toBe('invalid');
    strict.dispose();
  });
});

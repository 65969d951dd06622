/** Documents of every root with elements dropped, doubled, emptied, swapped and renamed: read or refused, never thrown at. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresRead } from './figures-read.fixture.ts';
import { PRODUCER_RECEIPT } from './producer-receipt.fixture.ts';
import { readUbl } from './read-ubl.ts';
import { checkSignature } from './signature/check-signature.ts';
import { signatureFindings } from './signature/signature-findings.ts';
import { UBL_ROOTS } from './ubl-document.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/gib/samples');
const small = (existsSync(SAMPLES) ? globSync('*/*.xml', { cwd: SAMPLES }).toSorted() : [])
  .map((file) => readFileSync(join(SAMPLES, file), 'utf8'))
  .filter((xml) => xml.length < 20_000);

const VALUES = [
  '',
  ' ',
  '-0',
  '1e400',
  '٣',
  '0'.repeat(5_000),
  '2026-02-30',
  '&#x130;',
  '<![CDATA[<x/>]]>',
  '<!-- -->',
];

const change = fc.record({
  what: fc.constantFrom('drop', 'double', 'empty', 'swap', 'rename', 'nest'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  value: fc.constantFrom(...VALUES),
});
type Change = typeof change extends fc.Arbitrary<infer Made> ? Made : never;

/** Elements that hold no others, as they are written. */
const LEAF = /<([a-z]+:)?(\w+)(?:\s[^<>]*)?>[^<]*<\/(?:[a-z]+:)?\2>/g;

function changed(xml: string, { what, at, value }: Change): string {
  const leaves = [...xml.matchAll(LEAF)];
  const leaf = leaves[Math.floor(at * (leaves.length - 1))];
  const other = leaves[Math.floor((1 - at) * (leaves.length - 1))]?.[0] ?? '';
  if (leaf === undefined) return xml;
  const [text] = leaf;
  const inner = text.slice(text.indexOf('>') + 1, text.lastIndexOf('</'));
  const made = {
    drop: () => '',
    double: () => text + text,
    empty: () => text.replace(`>${inner}<`, () => `>${value}<`),
    swap: () => other,
    rename: () => text.replaceAll(leaf[2] ?? '', 'Line'),
    nest: () => text.replace(`>${inner}<`, () => `>${other}${inner}<`),
  }[what]();
  return xml.slice(0, leaf.index) + made + xml.slice(leaf.index + text.length);
}

describe.skipIf(small.length === 0)('a document of any root, whatever is changed of its elements', () => {
  it('is among the samples for every root', () => {
    const roots = [...small, PRODUCER_RECEIPT].flatMap((xml) => {
      const result = readUbl(Buffer.from(xml));
      return result.ok ? result.documents.map(({ root }) => root) : [];
    });
    expect([...new Set(roots)].toSorted()).toEqual([...UBL_ROOTS].toSorted());
  });

  it('is read, figures and signature too, or refused in words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(PRODUCER_RECEIPT, ...small),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (xml, changes) => {
          const result = readUbl(Buffer.from(changes.reduce(changed, xml)));
          if (!result.ok) return result.error.message.length > 0;
          for (const document of result.documents) {
            figuresRead(document);
            signatureFindings(document.bytes, checkSignature(document.bytes));
          }
          return result.documents.length > 0;
        },
      ),
      { numRuns: 500 },
    );
  });
});

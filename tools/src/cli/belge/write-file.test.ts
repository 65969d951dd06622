/** Rules of the JSON that `belge yaz` takes. */
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './examples.ts';
import { writeFile } from './write-file.ts';

const TODAY = '2026-11-28';
const placesOf = (content: unknown): string[] => {
  const written = writeFile(content, TODAY);
  return written.ok ? [] : written.faults.map(({ place }) => place);
};

describe('the file of `belge yaz`', () => {
  it.each(Object.entries(EXAMPLES))(
    'as its example shows it is written, and read again: %s',
    (_, example) => {
      const written = writeFile(JSON.parse(JSON.stringify(example)), TODAY);
      expect(written).toMatchObject({ ok: true });
      expect(readUbl(Buffer.from(written.ok ? written.xml : '')).ok).toBe(true);
    },
  );

  it('is refused field by field: absent, mistyped, unknown, and what the law does not have', () => {
    const { satis, yanit } = EXAMPLES;
    const lines = [{ name: 'A', quantity: '1', unitPrice: 10, kdvPercent: '20' }];
    expect(placesOf({ ...Object(satis), lines, number: undefined })).toEqual([
      'lines[0].unitPrice',
      'number',
    ]);
    expect(
      placesOf({ ...Object(satis), lines: [{ ...lines[0], unitPrice: '10', kdvPercnt: '20' }] }),
    ).toEqual(['lines[0].kdvPercnt']);
    expect(placesOf({ ...Object(satis), number: 'DNZ2025000000001', type: 'TEVKIFAT' })).toEqual([
      'number',
      'lines[0].withholdingCode',
    ]);
    expect(placesOf({ ...Object(yanit), reason: ' ' })).toEqual(['reason']);
    expect(placesOf([])).not.toEqual([]);
    expect(placesOf(null)).toEqual(['(dosya)']);
  });
});

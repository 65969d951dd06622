/** Tests of two documents field by field. */
import { describe, expect, it } from 'vitest';
import type { DocumentDetail } from '../../api/queries.ts';
import { compareDocuments, differencesOf } from './compare-fields.ts';

const same = (text: string) => text;
const format = { amount: same, date: same, moment: same, bytes: String };

const document = (fileName: string, over: object = {}) =>
  ({
    fileName,
    entryPath: null,
    sizeBytes: fileName.length,
    createdAt: '2026-11-27T10:00:00Z',
    state: 'READY',
    documentNo: 'A1',
    issueDate: '2026-10-05',
    profile: null,
    type: 'SATIS',
    currency: 'TRY',
    payable: '120.00',
    invoice: null,
    ...over,
  }) as DocumentDetail;

const compare = (a: DocumentDetail, b: DocumentDetail) => compareDocuments(a, b, format, same);

describe('two documents side by side', () => {
  it('do not differ by being two files', () => {
    const rows = compare(document('bir.xml'), document('ikinci.xml'));
    expect(rows.find((row) => row.field === 'fileName')).toMatchObject({ differs: true });
    expect(differencesOf(rows)).toBe(0);
  });
  it('differ where one says something else, or nothing', () => {
    const rows = compare(document('bir.xml'), document('iki.xml', { payable: '121.00', type: null }));
    expect(rows.filter((row) => row.differs).map((row) => row.field)).toEqual([
      'fileName',
      'type',
      'payable',
    ]);
    expect(differencesOf(rows)).toBe(2);
    expect(rows.some((row) => row.field === 'profile')).toBe(false);
  });
  it('differ in a line that only one of them has', () => {
    const line = { name: 'Kalem', quantity: '2', unit: 'C62', amount: '100.00' };
    const invoice = (lines: object[]) => ({ lines, notes: [], totals: {}, supplier: {}, customer: {} });
    const rows = compare(
      document('a', { invoice: invoice([line]) }),
      document('b', { invoice: invoice([line, line]) }),
    );
    expect(rows.filter((row) => typeof row.field === 'number')).toMatchObject([
      { field: 1, differs: false },
      { field: 2, differs: true, values: ['', 'Kalem · 2 C62 · 100.00'] },
    ]);
  });
});

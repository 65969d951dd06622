/** Rows of an XML text: numbers, broken and cut lines, what is found. */
import { expect, test } from 'vitest';
import { eachOnce, offsetsOf, rowsOfMarks } from './xml-marks.ts';
import { rowsWith, xmlRows } from './xml-rows.ts';

test('every line of a text is a row with its number, whichever way lines end', () => {
  expect(xmlRows('<a>\r\n<b/>\n</a>', 7)).toEqual([
    { line: 7, isFirst: true, text: '<a>', indent: 0, cut: 0, offset: 0 },
    { line: 8, isFirst: true, text: '<b/>', indent: 0, cut: 0, offset: 5 },
    { line: 9, isFirst: true, text: '</a>', indent: 0, cut: 0, offset: 10 },
  ]);
});

test('a file of one long line is broken between elements and keeps its one number; nothing of it is lost', () => {
  const line = `<a>${'<b>değer</b>'.repeat(100)}</a>`;
  const rows = xmlRows(line, 1);
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.every((row) => row.line === 1)).toBe(true);
  expect(rows.filter((row) => row.isFirst)).toHaveLength(1);
  expect(rows.map((row) => row.text).join('')).toBe(line);
  expect(rows.slice(0, 2).map((row) => row.indent)).toEqual([0, 1]);
  expect(rows.at(-1)?.indent).toBe(0);
});

test('an embedded file is cut, and it is said how much of it is not shown', () => {
  const [, row] = xmlRows(`<a>\n<b>${'x'.repeat(5_000)}</b>`, 1);
  expect(row).toMatchObject({ line: 2, cut: 4_007, isFirst: true });
});

test('a search finds rows whatever the case of Turkish letters', () => {
  const rows = xmlRows('<a>\n<b>IŞIK</b>\n<b>ışık</b>', 1);
  expect(rowsWith(rows, 'ışık')).toEqual([1, 2]);
  expect(rowsWith(rows, '')).toEqual([]);
});

test('a finding marks the row of its element, in a file of one line too; else the first row of its line', () => {
  const items = '<x:item a="1>2"><x:id/></x:item>'.repeat(20);
  const text = `<?xml version="1.0"?><!-- <x:item> --><x:all>${items}<y/></x:all>`;
  const rows = xmlRows(text, 1);
  const marked = (xpath: string | null, line: number | null = 1) => {
    const mark = { line, xpath };
    return rows[rowsOfMarks(rows, text, [mark]).get(mark) ?? -1];
  };
  expect(marked('/x:all/x:item[7]/x:id/@schemeID')).toMatchObject({ text: '<x:id/>' });
  expect(marked('/x:all/x:item[7]/x:id')?.offset).toBe(text.indexOf('<x:all>') + 7 + 6 * 32 + 16);
  expect(marked('/x:all/y')).toMatchObject({ text: '<y/>' });
  expect(marked('/x:all/x:item[21]')).toBe(rows[0]);
  expect(marked(null)).toBe(rows[0]);
  expect(marked(null, 2)).toBeUndefined();
  // By the place on the paper: without prefixes, and of what is not there what it would stand in.
  expect(marked('/Invoice/item[7]/id', null)).toBe(marked('/x:all/x:item[7]/x:id'));
  expect(marked('/Invoice/y/missing/more', null)).toMatchObject({ text: '<y/>' });
  expect(offsetsOf(text, ['/x:all/x:other']).size).toBe(0);
});

test('a line of the file is found where its part holds it', () => {
  const text = '<a>\n<b/>';
  const rows = xmlRows(text, 10);
  const [here, elsewhere] = [11, 3].map((line) => ({ line, xpath: '/a/b' }));
  const placed = rowsOfMarks(
    rows,
    text,
    [here, elsewhere].flatMap((mark) => mark ?? []),
  );
  expect([...placed.values()]).toEqual([1]);
});

test('what several findings say of one place is said there together, as the gravest of them', () => {
  const at = { line: 1, xpath: '/a' };
  expect(
    eachOnce([
      { ...at, words: 'Bir', severity: 'info' },
      { ...at, words: 'İki', severity: 'error' },
      { ...at, words: 'Bir', severity: 'warning' },
      { line: 1, xpath: null, words: 'Üç', severity: 'info' },
    ]),
  ).toEqual([
    { ...at, words: 'Bir · İki', severity: 'error' },
    { line: 1, xpath: null, words: 'Üç', severity: 'info' },
  ]);
});

/** Rows of an XML text: numbers, broken and cut lines, what is found. */
import { expect, test } from 'vitest';
import { rowOfLine, rowsWith, xmlRows } from './xml-rows.ts';

test('every line of a text is a row with its number, whichever way lines end', () => {
  expect(xmlRows('<a>\r\n<b/>\n</a>', 7)).toEqual([
    { line: 7, isFirst: true, text: '<a>', indent: 0, cut: 0 },
    { line: 8, isFirst: true, text: '<b/>', indent: 0, cut: 0 },
    { line: 9, isFirst: true, text: '</a>', indent: 0, cut: 0 },
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

test('a line of the file is found where its part holds it', () => {
  const rows = xmlRows('<a>\n<b/>', 10);
  expect(rowOfLine(rows, 11)).toBe(1);
  expect(rowOfLine(rows, 3)).toBe(-1);
});

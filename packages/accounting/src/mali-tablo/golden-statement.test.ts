/** Replays the golden cases: the statements of each mizan are those laid out by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildBilanco } from '../bilanco/build-bilanco.ts';
import { buildGelirTablosu } from '../gelir-tablosu/build-gelir-tablosu.ts';
import { type GoldenBooks, readGoldenBooks, statementTable } from './golden-statement.fixture.ts';

const FOLDER = new URL('./golden/', import.meta.url);

function statementsOf({ before, year, transfers }: GoldenBooks): string {
  const sheet = buildBilanco([{ balances: [...before, ...year, ...transfers], beforeYear: before }]);
  const statement = buildGelirTablosu([year]);
  const notes = [...new Map([...sheet.notes, ...statement.notes].map((note) => [note.code, note])).keys()];
  return [
    'BİLANÇO',
    statementTable(sheet.rows).trimEnd(),
    '',
    'GELİR TABLOSU',
    statementTable(statement.rows).trimEnd(),
    '',
    `UYARILAR  ${notes.join(', ') || 'yok'}`,
    '',
  ].join('\n');
}

describe('the statements of', () => {
  it.each(readdirSync(FOLDER).toSorted())('%s are those laid out by hand', (name) => {
    const books = readGoldenBooks(readFileSync(new URL(`${name}/mizan.txt`, FOLDER), 'utf8'));
    const expected = readFileSync(new URL(`${name}/expected.txt`, FOLDER), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n');
    expect(statementsOf(books)).toBe(expected);
  });
});

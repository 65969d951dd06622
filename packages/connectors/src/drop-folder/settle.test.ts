/** What is still being written is left alone. */
import { expect, it } from 'vitest';
import type { DropFile } from './drop-folder.ts';
import { nthName } from './names.ts';
import { fileKey, settledFiles, wantedFiles } from './settle.ts';

const file = (path: string, sizeBytes = 10, modifiedMs = 1_000): DropFile => ({
  path,
  sizeBytes,
  modifiedMs,
});
const all = { extensions: [], marker: null };
const names = (files: readonly DropFile[]) => files.map(({ path }) => path);

it('names that programs give while they write are not wanted', () => {
  const unfinished = [
    'a.xml.part',
    'B.ZIP.TMP',
    'c.filepart',
    '.hidden',
    'klasör/.d.xml.swp',
    '~$e.xlsx',
    'f~',
  ];
  expect(
    names(
      wantedFiles(
        [...unfinished, 'a.xml', 'part.xml'].map((name) => file(name)),
        all,
      ),
    ),
  ).toEqual(['a.xml', 'part.xml']);
});

it('a file counts once both looks saw it alike, and not while it is empty', () => {
  const before = [file('still'), file('grows', 10), file('touched'), file('empty', 0), file('gone')];
  const after = [file('still'), file('grows', 11), file('touched', 10, 2_000), file('empty', 0), file('new')];
  expect(names(settledFiles(before, after))).toEqual(['still']);
});

it('where a marker is agreed, a file waits for its own, beside its name or in place of its end', () => {
  const files = ['a.zip', 'a.zip.ok', 'b.zip', 'b.ok', 'c.zip', 'd/e.zip'].map((name) => file(name));
  expect(names(wantedFiles(files, { extensions: ['zip'], marker: '.ok' }))).toEqual(['a.zip', 'b.zip']);
});

it('extensions count whatever their case', () => {
  const files = ['a.XML', 'b.zip', 'c.pdf', 'xml'].map((name) => file(name));
  expect(names(wantedFiles(files, { extensions: ['xml', 'zip'], marker: null }))).toEqual(['a.XML', 'b.zip']);
});

it('the key of a file changes with its state, so that a file of the same name is read again', () => {
  expect(fileKey(file('ekstre.sta'))).toBe(fileKey(file('ekstre.sta')));
  expect(fileKey(file('ekstre.sta', 11))).not.toBe(fileKey(file('ekstre.sta')));
  expect(fileKey(file('ekstre.sta', 10, 61_000))).not.toBe(fileKey(file('ekstre.sta')));
});

it('further names of a file keep its end', () => {
  expect([1, 2, 3].map((turn) => nthName('ekstre.sta', turn))).toEqual([
    'ekstre.sta',
    'ekstre-2.sta',
    'ekstre-3.sta',
  ]);
  expect(nthName('.gizli', 2)).toBe('.gizli-2');
});

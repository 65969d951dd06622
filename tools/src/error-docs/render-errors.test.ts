/** The page of refusals and findings is what the code can say. */
import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FINDING_REMEDIES } from '@muhasebi/features/document-intake/finding-remedies.ts';
import { expect, test } from 'vitest';
import { documentRefusals } from './document-refusals.ts';
import { FINDING_NOTES } from './finding-notes.ts';
import { renderErrors } from './render-errors.ts';

const root = resolve(import.meta.dirname, '../../..');
const refused = new Set(documentRefusals().map(({ code }) => code));

/** Codes of findings are plain texts where they are made: "fatura.vkn-hatali". */
function codesInTheCode(): string[] {
  const files = globSync('packages/{accounting,connectors,features}/src/**/*.ts', { cwd: root }).filter(
    (file) => !/\.(test|fixture)\.ts$|finding-remedies\.ts$/.test(file),
  );
  const codes = files.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /'((?:fatura|fis|belge|arsiv|xml|ubl|signature|gib)\.[a-z0-9-]+)'/g,
      ),
    ].map(([, code]) => code ?? ''),
  );
  return [...new Set(codes)].filter((code) => !refused.has(code)).toSorted();
}

test('docs/errors.md says exactly what the catalogues say', async () => {
  const page = await readFile(join(root, 'docs/errors.md'), 'utf8');
  expect(page).toBe(renderErrors());
});

test('every finding that the code can make is explained, and no other', () => {
  expect(Object.keys(FINDING_NOTES).toSorted()).toEqual(codesInTheCode());
});

test('every finding says what to do now in both languages, and no other does', () => {
  expect(Object.keys(FINDING_REMEDIES).toSorted()).toEqual(codesInTheCode());
  for (const { tr, en } of Object.values(FINDING_REMEDIES))
    expect(
      [tr, en].every((text) => /^[A-ZÇĞİÖŞÜ].+[.)]$/.test(text)),
      tr,
    ).toBe(true);
});

test('every refusal of a document names the file and says what to do in both languages', () => {
  for (const { message, messageEn, next, nextEn } of documentRefusals()) {
    expect(message).toContain('“{fileName}”: ');
    expect(messageEn).toContain('“{fileName}”: ');
    expect([next, nextEn].every((text) => /\.$/.test(text))).toBe(true);
  }
});

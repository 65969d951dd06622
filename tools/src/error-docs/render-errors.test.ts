/** The page of refusals is the catalogue. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderErrors } from './render-errors.ts';

test('docs/errors.md says exactly what the catalogue says', async () => {
  const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  expect(page).toBe(renderErrors());
});

/** The example file names exactly what the development server knows. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderEnvExample } from './dev-settings.ts';

test('.env.example is what the settings render', () => {
  expect(readFileSync(new URL('./.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample());
});

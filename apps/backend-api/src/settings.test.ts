/** The settings of this process and its `.env.example` say the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderEnvExample, variablesNamed } from '@muhasebi/platform/config/env-example.ts';
import { loadSettings, SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import { expect, it } from 'vitest';
import { apiSettings } from './settings.ts';

const file = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');

it('.env.example names exactly the variables that this process knows', () => {
  expect(variablesNamed(file)).toEqual(Object.keys(apiSettings));
});

it('.env.example is what its specification renders, comments included', () => {
  expect(file).toBe(renderEnvExample('backend-api', apiSettings));
});

it('every example is a value that the setting would take', () => {
  const examples = Object.fromEntries(
    Object.entries(apiSettings).map(([name, { example }]) => [name, example]),
  );
  expect(() => loadSettings(apiSettings, { ...examples, NODE_ENV: 'development' })).not.toThrow();
});

it('no example is accepted as a secret in production', () => {
  const examples = Object.fromEntries(
    Object.entries(apiSettings).map(([name, { example }]) => [name, example]),
  );
  const secrets = Object.entries(apiSettings).flatMap(([name, setting]) =>
    'secret' in setting ? [name] : [],
  );
  try {
    loadSettings(apiSettings, { ...examples, NODE_ENV: 'production' });
    expect.unreachable('the examples were accepted');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.problems.map((problem) => problem.variable)).toEqual(secrets);
  }
});

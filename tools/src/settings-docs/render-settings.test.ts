/** The reference of the settings is what the specifications say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSettings } from '@muhasebi/backend-api/settings.ts';
import { workerSettings } from '@muhasebi/worker-jobs/settings.ts';
import { expect, it } from 'vitest';
import { repoRoot } from '../start/repo-paths.ts';
import { renderSettings } from './render-settings.ts';

const page = readFileSync(join(repoRoot, 'docs/deployment/environment.md'), 'utf8');

it('the page of settings is what their specifications render (node tools/src/settings-docs/main.ts writes it)', () => {
  expect(page).toBe(renderSettings());
});

it('the page names every variable of every process once', () => {
  const named = [...page.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, name]) => name);
  const known = new Set([...Object.keys(apiSettings), ...Object.keys(workerSettings), 'DATABASE_OWNER_URL']);
  expect(named.sort()).toEqual([...known].sort());
});

/** Where things of this repository lie, as absolute paths. */
import { join, resolve } from 'node:path';

export const repoRoot = resolve(import.meta.dirname, '../../..');

/** Everything that a development start makes: data, secrets, logs. Removing it starts over. */
export const dataRoot = join(repoRoot, '.data');

export const migrationsDir = join(repoRoot, 'db/migrations');
/** Releases before this one, oldest first, each with its newest migration. */
export const releasesFile = join(repoRoot, 'db/releases.json');
/** The schema that the migrations give, as text. */
export const schemaFile = join(repoRoot, 'db/schema.golden.txt');
export const webAppDir = join(repoRoot, 'apps/web-app');
export const webDistDir = join(webAppDir, 'dist');

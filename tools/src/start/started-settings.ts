/** The settings that a development start made up, in a file for the operator's commands beside it, while it runs. */
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { dataRoot } from './repo-paths.ts';
import { settingNames } from './start-plan.ts';

/** The name is known to the health check of the worker as well (its package.json). */
const fileIn = (folder: string) => join(folder, 'settings.env');

/** Readable by its owner only, as the secrets beside it are; a start of one's own database writes none. */
export async function writeStartedSettings(
  folder: string,
  env: Readonly<Record<string, string>>,
  ownerUrl: string,
): Promise<void> {
  const settings = { ...env, DATABASE_OWNER_URL: ownerUrl };
  const lines = Object.entries(settings).flatMap(([name, value]) =>
    settingNames.has(name) ? [`${name}='${value}'\n`] : [],
  );
  await rm(fileIn(folder), { force: true });
  await writeFile(fileIn(folder), lines.join(''), { mode: 0o600 });
}

export async function removeStartedSettings(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}

/**
 * Fills what is unset from the running start of this folder. Whoever names a database of their own means that one, and
 * gets nothing of ours.
 */
export function loadStartedSettings(env: NodeJS.ProcessEnv, folder: string = dataRoot): void {
  if (env.DATABASE_URL?.trim() || env.DATABASE_OWNER_URL?.trim()) return;
  if (env.NODE_ENV === 'production' || !existsSync(fileIn(folder))) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(fileIn(folder), 'utf8'))))
    if (!env[name]?.trim()) env[name] = value;
}

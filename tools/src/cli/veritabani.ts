/** `muhasebi veritabani`: brings the schema up to date as its owner, and prepares the application's role. */

import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { databaseSettings, migrationSettings } from '@muhasebi/platform/config/process-settings.ts';
import { migrate } from '@muhasebi/platform/db/migrate.ts';
import type { Command } from 'commander';
import { migrationsDir } from '../start/repo-paths.ts';
import { sayWhy } from './operator-session.ts';

/** The application's connection is optional: without it its login role is left as it is. */
const deploySettings = {
  DATABASE_OWNER_URL: migrationSettings.DATABASE_OWNER_URL,
  DATABASE_URL: { ...databaseSettings.DATABASE_URL, optional: true },
} as const;

/** Adds `kur`. */
export function register(group: Command): void {
  group
    .command('kur')
    .description('Şemayı günceller; DATABASE_URL verilmişse uygulamanın giriş rolünü de hazırlar')
    .addHelpText(
      'after',
      '\nDATABASE_OWNER_URL: şemanın sahibi (zorunlu)\nDATABASE_URL: uygulamanın bağlantısı (isteğe bağlı)',
    )
    .action(deploy);
}

async function deploy(): Promise<void> {
  try {
    const settings = loadSettings(deploySettings, process.env);
    const appUrl = settings.DATABASE_URL;
    const applied = await migrate({
      ownerUrl: settings.DATABASE_OWNER_URL,
      migrationsDir,
      ...(appUrl === undefined ? {} : { appUrl }),
      onApplied: (name, durationMs) => say(`uygulandı / applied: ${name} (${durationMs} ms)`),
    });
    say(applied.length === 0 ? 'Şema güncel / the schema is up to date' : `Tamam / done: ${applied.length}`);
    if (appUrl === undefined) {
      say('DATABASE_URL yok: giriş rolü hazırlanmadı / not given: no login role was prepared');
      return;
    }
    const role = decodeURIComponent(new URL(appUrl).username);
    say(`Uygulamanın rolü hazır / the application’s role is ready: ${role}`);
  } catch (error) {
    sayWhy(error);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

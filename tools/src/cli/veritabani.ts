/** `muhasebi veritabani`: the schema's migrations: applied, shown, resolved after a failure, checked for drift. */

import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { databaseSettings, migrationSettings } from '@muhasebi/platform/config/process-settings.ts';
import { migrate, migrationStatus, resolveMigration } from '@muhasebi/platform/db/migrate.ts';
import { schemaFit } from '@muhasebi/platform/db/migration-status.ts';
import { schemaDifferences } from '@muhasebi/platform/db/schema-differences.ts';
import type { Command } from 'commander';
import { migrationsDir, schemaFile } from '../start/repo-paths.ts';
import { sayWhy } from './operator-session.ts';
import { registerQueries } from './sorgular.ts';

/** The application's connection is optional: without it its login role is left as it is. */
const deploySettings = {
  DATABASE_OWNER_URL: migrationSettings.DATABASE_OWNER_URL,
  DATABASE_URL: { ...databaseSettings.DATABASE_URL, optional: true },
} as const;

/** Adds `kur`, `durum`, `coz` and `denetle`; the English names are those of the operator's runbook. */
export function register(group: Command): void {
  group
    .command('durum')
    .alias('status')
    .description('Şema değişikliklerini durumlarıyla listeler; bekleyen ya da başarısız varsa çıkış kodu 1')
    .action(() => asOwner(status));
  group
    .command('coz <ad>')
    .alias('resolve')
    .usage('(--rolled-back | --applied) <ad>')
    .description('Başarısız bir değişiklik için karar: geri alındı (yeniden denenir) ya da elle uygulandı')
    .option('--rolled-back', 'hiçbir parçası veritabanında değil')
    .option('--applied', 'bütünüyle veritabanında')
    .action((name: string, options: Resolution) => asOwner((ownerUrl) => resolve(ownerUrl, name, options)));
  group
    .command('denetle')
    .alias('check')
    .description('Canlı şemayı beklenenle karşılaştırır; fark varsa gösterir, çıkış kodu 1')
    .action(() => asOwner(check));
  group
    .command('kur')
    .alias('deploy')
    .description('Şemayı günceller; DATABASE_URL verilmişse uygulamanın giriş rolünü de hazırlar')
    .addHelpText(
      'after',
      '\nDATABASE_OWNER_URL: şemanın sahibi (zorunlu)\nDATABASE_URL: uygulamanın bağlantısı (isteğe bağlı)',
    )
    .action(deploy);
  registerQueries(group);
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

interface Resolution {
  readonly rolledBack?: boolean;
  readonly applied?: boolean;
}

async function asOwner(work: (ownerUrl: string) => Promise<void>): Promise<void> {
  try {
    const { DATABASE_OWNER_URL } = migrationSettings;
    await work(loadSettings({ DATABASE_OWNER_URL }, process.env).DATABASE_OWNER_URL);
  } catch (error) {
    sayWhy(error);
  }
}

const STATE_WORDS = {
  applied: 'uygulandı / applied',
  pending: 'bekliyor / pending',
  failed: 'BAŞARISIZ / FAILED',
  edited: 'DEĞİŞTİRİLMİŞ / EDITED',
  unknown: 'daha yeni sürümden / of a newer release',
} as const;

async function status(ownerUrl: string): Promise<void> {
  const statuses = await migrationStatus(ownerUrl, migrationsDir);
  for (const { name, state, appliedAt, error } of statuses) {
    say(`${name}  ${STATE_WORDS[state]}${appliedAt === null ? '' : `  ${appliedAt.toISOString()}`}`);
    if (error !== null) say(`    PostgreSQL: ${error}`);
  }
  const isFine =
    ['fits', 'ahead'].includes(schemaFit(statuses)) && statuses.every(({ state }) => state !== 'edited');
  say(
    isFine
      ? 'Şema bu sürüme uyuyor / the schema fits this release'
      : 'Şema bu sürüme uymuyor / the schema does not fit',
  );
  if (!isFine) process.exitCode = 1;
}

async function resolve(ownerUrl: string, name: string, options: Resolution): Promise<void> {
  if ((options.rolledBack === true) === (options.applied === true)) {
    process.stderr.write('Birini verin / give one of: --rolled-back, --applied\n');
    process.exitCode = 2;
    return;
  }
  const outcome = options.applied === true ? 'applied' : 'rolled-back';
  await resolveMigration({ ownerUrl, migrationsDir }, name, outcome);
  say(
    outcome === 'applied'
      ? `${name}: uygulanmış sayıldı / counts as applied`
      : `${name}: yeniden denenecek / will be tried again`,
  );
}

async function check(ownerUrl: string): Promise<void> {
  await status(ownerUrl);
  const differences = await schemaDifferences(ownerUrl, schemaFile);
  for (const line of differences) say(line);
  if (differences.length === 0) return say('Şema beklenenle aynı / the schema is as expected');
  say(`${differences.length} fark / differences (- beklenen / expected, + canlı / live)`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

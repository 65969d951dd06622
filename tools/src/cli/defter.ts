/** `muhasebi defter`: says whether the books are whole, and where not, what differs first. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkLedger, type LedgerReport } from '@muhasebi/features/ledger-check/check-ledger.ts';
import { fileRules, ledgerRules } from '@muhasebi/features/ledger-rules.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { loadSettings, SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import { migrationSettings, storageSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import type { Command } from 'commander';
import { withEnvFile } from '../smoke/smoke-target.ts';
import { dataRoot, repoRoot } from '../start/repo-paths.ts';
import { reportAsJson, reportInWords } from './defter/present-report.ts';
import { sayWhy, uuid } from './operator-session.ts';

interface Flags {
  readonly ofis?: string;
  readonly musteri?: string;
  /** Commander's form of `--dosyasiz`. */
  readonly dosyasiz?: boolean;
  readonly json?: boolean;
}

/** An index of ten million rows takes minutes; the run is an operator's, who can end it. */
const STATEMENT_TIMEOUT_MS = 30 * 60_000;
const USAGE = 2;

/** Adds `dogrula`. A mistyped command ends with 2, for 1 means that the books are not whole. */
export function register(group: Command): void {
  group.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE));
  group
    .command('dogrula')
    .alias('verify')
    .description('Defterleri, belgeleri ve indeksleri denetler; ilk farkları adıyla söyler')
    .option('--ofis <kimlik>', 'yalnız bu ofis', uuid)
    .option('--musteri <kimlik>', 'yalnız bu mükellef', uuid)
    .option('--dosyasiz', 'belgelerin dosyalarını okumaz')
    .option('--json', 'standart çıktıya tek bir JSON nesnesi yazar')
    .addHelpText(
      'after',
      [
        '',
        'DATABASE_OWNER_URL: şemanın sahibi; yoksa bu klasörde çalışan kurulumun veritabanı',
        'STORAGE_…: belgelerin deposu; yoksa bu klasörün .data/documents klasörü',
        'Çıkış kodu / exit code: 0 sağlam / whole, 1 fark var ya da bakılamadı / differs or could not be checked, 2 kullanım / usage',
      ].join('\n'),
    )
    .action(verify);
}

async function verify(flags: Flags): Promise<void> {
  try {
    const place = findPlace(flags.dosyasiz === true);
    const report = await check(place, flags);
    if (report === null)
      return refuse('Böyle bir ofis ya da mükellef yok / there is no such office or client');
    process.stdout.write(flags.json === true ? reportAsJson(report) : reportInWords(report));
    if (!report.isWhole) process.exitCode = 1;
  } catch (error) {
    if (error instanceof SettingsError) return refuse(error.message);
    sayWhy(error);
  }
}

function refuse(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = USAGE;
}

interface Place {
  readonly ownerUrl: string;
  readonly storage: Storage | null;
}

async function check({ ownerUrl, storage }: Place, { ofis, musteri }: Flags): Promise<LedgerReport | null> {
  const pool = createPool({
    url: ownerUrl,
    maxConnections: 1,
    applicationName: 'muhasebi-defter',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const db = createDatabase<DB>(pool);
  try {
    return await checkLedger(
      { db, storage, clock: systemClock, ledgerRules, fileRules },
      { officeId: ofis ?? null, clientId: musteri ?? null },
    );
  } finally {
    await db.destroy();
  }
}

/** What the environment names, else the installation that runs from this folder. Throws a SettingsError. */
function findPlace(withoutFiles: boolean): Place {
  const env = withEnvFile(repoRoot, process.env);
  const { DATABASE_OWNER_URL } = migrationSettings;
  const ownerUrl = loadSettings({ DATABASE_OWNER_URL }, env).DATABASE_OWNER_URL;
  return { ownerUrl, storage: withoutFiles ? null : createStorage(storageIn(env)) };
}

/** A folder that is not there is a mistyped setting, and not a thousand missing files. */
function storageIn(env: Readonly<Record<string, string | undefined>>) {
  const settings = loadSettings(storageSettings, env);
  if (settings.STORAGE_DRIVER !== 'disk') return settings;
  const folder = env.STORAGE_DIR?.trim() || join(dataRoot, 'documents');
  if (existsSync(folder)) return { ...settings, STORAGE_DIR: folder };
  const { description, example } = storageSettings.STORAGE_DIR;
  const fault = {
    tr: `böyle bir klasör yok: “${folder}” (ya da --dosyasiz)`,
    en: 'no such folder (or give --dosyasiz)',
  };
  throw new SettingsError([{ variable: 'STORAGE_DIR', fault, expected: description, example }]);
}

/** `muhasebi surum`: which release this is, what it asks of the schema, and whether an earlier one may come back. */
import { readFile } from 'node:fs/promises';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { databaseSettings } from '@muhasebi/platform/config/process-settings.ts';
import { RELEASE } from '@muhasebi/platform/config/release.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { type GoingBack, judgeGoingBack } from '@muhasebi/platform/db/going-back.ts';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { type HistoryRow, readHistory } from '@muhasebi/platform/db/migration-history.ts';
import {
  compareMigrations,
  type MigrationStatus,
  type SchemaFit,
  schemaFit,
} from '@muhasebi/platform/db/migration-status.ts';
import type { Command } from 'commander';
import { migrationsDir, releasesFile } from '../start/repo-paths.ts';
import { sayWhy } from './operator-session.ts';

interface Target {
  readonly surum?: string;
  readonly sonGecis?: string;
}

/** Adds `goster` and `geri-uygun`. */
export function register(group: Command): void {
  group
    .command('goster')
    .alias('show')
    .description(
      'Bu sürümü, şemadan ne istediğini ve canlı şemaya uyup uymadığını söyler; uymuyorsa çıkış kodu 1',
    )
    .action(() => onLiveSchema(show));
  group
    .command('geri-uygun')
    .description(
      'Önceki sürüme dönmek canlı şemada güvenli mi: 0 güvenli, 1 güvenli değil, 2 sorulan sürüm bilinmiyor',
    )
    .option('--surum <sürüm>', 'dönülecek sürüm; verilmezse bundan önceki')
    .option(
      '--son-gecis <ad>',
      'dönülecek sürümün en yeni şema değişikliği, sürüm db/releases.json içinde değilse',
    )
    .action((target: Target) => onLiveSchema((live) => mayGoBack(live, target)));
}

interface LiveSchema {
  readonly history: readonly HistoryRow[];
  readonly statuses: readonly MigrationStatus[];
}

async function onLiveSchema(work: (live: LiveSchema) => Promise<void> | void): Promise<void> {
  try {
    const { DATABASE_URL } = databaseSettings;
    const url = loadSettings({ DATABASE_URL }, process.env).DATABASE_URL;
    const pool = createPool({ url, maxConnections: 1, applicationName: 'muhasebi-cli' });
    try {
      const history = await readHistory(pool);
      await work({ history, statuses: compareMigrations(await readMigrations(migrationsDir), history) });
    } finally {
      await pool.end();
    }
  } catch (error) {
    sayWhy(error);
  }
}

const FIT_WORDS: Readonly<Record<SchemaFit, string>> = {
  fits: 'uyuyor / it fits',
  ahead: 'daha yeni, yine de uyuyor / newer, and still fits',
  behind: 'GERİDE / BEHIND',
  failed: 'bir değişiklik BAŞARISIZ / a migration FAILED',
  contracted: 'bu sürüm için ÇOK YENİ / TOO NEW for this release',
};

function show({ statuses, history }: LiveSchema): void {
  const fit = schemaFit(statuses);
  const newest = statuses.findLast(({ state }) => state !== 'unknown')?.name ?? '—';
  say(`sürüm / release: ${RELEASE}`);
  say(`şema / schema: ${newest} ya da onu yalnız genişleten / or what only expands it`);
  say(`canlı şema / live schema: ${FIT_WORDS[fit]}`);
  say(`şemayı en son değiştiren sürüm / last migrated by: ${lastMigratedBy(history)}`);
  if (fit !== 'fits' && fit !== 'ahead') process.exitCode = 1;
}

function lastMigratedBy(history: readonly HistoryRow[]): string {
  const applied = history.filter(({ appliedAt }) => appliedAt !== null);
  const last = applied.toSorted((a, b) => Number(a.appliedAt) - Number(b.appliedAt)).at(-1);
  return last?.release ?? 'hatırlanmıyor / not remembered';
}

async function mayGoBack({ statuses, history }: LiveSchema, target: Target): Promise<void> {
  const last = await lastMigrationOf(target, statuses);
  if (last === null) {
    process.exitCode = 2;
    return;
  }
  say(`şemayı en son değiştiren sürüm / last migrated by: ${lastMigratedBy(history)}`);
  say(`dönülecek sürümün şeması / schema of the earlier release: ${last}`);
  const judged = judgeGoingBack(statuses, last);
  for (const line of linesOf(judged)) say(line);
  say(
    judged.isSafe
      ? 'Geri dönmek güvenli: süreçleri değiştirin, şemaya dokunmayın / going back is safe: exchange the processes, leave the schema'
      : 'Geri dönmek GÜVENLİ DEĞİL: ileriye düzeltin ya da yedekten dönün / going back is NOT SAFE: mend forward, or restore a backup',
  );
  if (!judged.isSafe) process.exitCode = 1;
}

function linesOf({ since, contracts, missing, failed }: GoingBack): string[] {
  const why = new Map(contracts.map((contract) => [contract.name, contract.why]));
  return [
    ...since.map((name) => {
      const reason = why.get(name);
      return reason === undefined
        ? `  ${name}  yalnız genişletir / only expands`
        : `  ${name}  DARALTIR / CONTRACTS: ${reason}`;
    }),
    ...missing.map((name) => `  ${name}  uygulanmamış / not applied`),
    ...failed.map((name) => `  ${name}  BAŞARISIZ / FAILED`),
  ];
}

/** The newest migration of the release asked for; null, with the reason on stderr, where nobody knows it. */
async function lastMigrationOf(target: Target, statuses: readonly MigrationStatus[]): Promise<string | null> {
  if (target.sonGecis !== undefined) {
    if (statuses.some(({ name }) => name === target.sonGecis)) return target.sonGecis;
    return unknown(`${target.sonGecis}: bu adda bir şema değişikliği yok / no migration of this name`);
  }
  const releases = JSON.parse(await readFile(releasesFile, 'utf8')) as Record<string, string>;
  const version = target.surum ?? Object.keys(releases).at(-1);
  if (version === undefined) {
    return unknown(`${RELEASE} sürümünden önce bir sürüm yok / there is no release before ${RELEASE}`);
  }
  const last = releases[version];
  return last ?? unknown(`${version}: db/releases.json bu sürümü bilmiyor / does not know this release`);
}

function unknown(why: string): null {
  process.stderr.write(`${why}\n`);
  return null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

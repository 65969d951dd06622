/** `muhasebi yedek`: takes, lists, verifies and restores backups of an installation with the embedded server. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { OperationRun } from '@muhasebi/features/operation-runs.queries.ts';
import { DumpUnfit } from '@muhasebi/platform/backup/dump.ts';
import { listBackups, type Manifest, readManifest } from '@muhasebi/platform/backup/manifest.ts';
import { BackupRunning } from '@muhasebi/platform/backup/only-one.ts';
import { PieceDamaged } from '@muhasebi/platform/backup/pieces.ts';
import { BackupRefused, verifyBackup } from '@muhasebi/platform/backup/read-backup.ts';
import {
  MomentNotReached,
  restoreBackup,
  SettingsMissing,
  TargetNotEmpty,
} from '@muhasebi/platform/backup/restore-backup.ts';
import { restoreDump } from '@muhasebi/platform/backup/restore-dump.ts';
import { takeBackup } from '@muhasebi/platform/backup/take-backup.ts';
import { RELEASE } from '@muhasebi/platform/config/release.ts';
import { type Command, InvalidArgumentError } from 'commander';
import { databaseName } from '../start/local-database.ts';
import { parseSecrets } from '../start/local-secrets.ts';
import { dataRoot, repoRoot } from '../start/repo-paths.ts';
import { runningDatabase } from '../start/running-database.ts';
import { sayWhy } from './operator-session.ts';
import { keyAtHand, Refused, remember, runningInstallation, storeOf } from './yedek/installation.ts';
import { judgeRestored } from './yedek/judge-restored.ts';

interface Flags {
  readonly veri: string;
  readonly yer: string;
  readonly sakla: number;
  readonly hedef: string;
  readonly an?: Date;
  readonly sirlar?: string;
  readonly json?: boolean;
}

const MEGABYTE = 1_000_000;
const USAGE = 2;
const KEEP = 7;

/** Adds `al`, `listele`, `dogrula` and `geri-yukle`. A mistyped command ends with 2. */
export function register(group: Command): void {
  group.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE));
  const add = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .option('--veri <klasör>', 'kurulumun veri klasörü', dataRoot)
      .option('--yer <klasör>', 'yedeklerin klasörü', join(repoRoot, '.backups'));
  add('al', 'Çalışan kurulumun yedeğini alır: veritabanı ve belgeler; günlüğün arşivini başlatır')
    .option('--sakla <sayı>', 'en yeni bu kadar yedek kalır', count, KEEP)
    .addHelpText(
      'after',
      '\nBACKUP_KEY: verilmişse yedek şifrelenir (openssl rand -base64 32)\nBACKUP_DATABASE_URL, PG_BIN: dış bir PostgreSQL için (docs/deployment/backup.md)',
    )
    .action((flags: Flags) => told(() => take(flags)));
  add('listele', 'Tamamlanmış yedekleri listeler, eskiden yeniye')
    .option('--json', 'her yedek için bir JSON nesnesi')
    .action((flags: Flags) => told(() => list(flags)));
  add('dogrula', 'Yedeğin her baytını denetler; ad yoksa en yenisini')
    .argument('[ad]')
    .action((name: string | undefined, flags: Flags) => told(() => verify(name, flags)));
  add('geri-yukle', 'Yedeği yeni bir klasöre yükler, denetler; ad yoksa en yenisini')
    .argument('[ad]')
    .requiredOption('--hedef <klasör>', 'yeni ya da boş klasör')
    .option('--sirlar <dosya>', 'şifresiz yedek için kurulumun secrets.json dosyası; yoksa veri klasöründeki')
    .option('--an <zaman>', 'bu ana kadar (ör. 2026-11-27T14:30:00+03:00)', moment)
    .action((name: string | undefined, flags: Flags) => told(() => restore(name, flags)));
}

function count(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('1 ile 9999 arasında bir sayı olmalı.');
}

function moment(text: string): Date {
  const at = new Date(text);
  // Without its zone a moment would be the machine's, which is another on a server.
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError('saat dilimiyle bir an olmalı: 2026-11-27T14:30:00+03:00');
}

async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const words = inWords(error);
    if (words === null) return sayWhy(error);
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  }
}

const REFUSALS = {
  unknown: 'böyle tamamlanmış bir yedek yok / there is no such whole backup',
  'no-key': 'şifreli; BACKUP_KEY gerekli / encrypted, set BACKUP_KEY',
} as const;

function inWords(error: unknown): string | null {
  if (error instanceof Refused) return error.message;
  if (error instanceof BackupRefused) return `${error.backup}: ${REFUSALS[error.reason]}`;
  if (error instanceof BackupRunning)
    return 'Başka bir yedek sürüyor; bitince yeniden deneyin / another backup is running, try again when it ended';
  if (error instanceof PieceDamaged) return `Yedek bozuk / the backup is damaged: ${error.message}`;
  if (error instanceof MomentNotReached)
    return 'O ana ulaşılamadı: arşivdeki günlük daha erken bitiyor. Daha erken bir an verin. / The log ends before that moment: give an earlier one.';
  if (error instanceof SettingsMissing)
    return 'Yedekte sırlar yok, secrets.json da bulunamadı: --sirlar ile verin. / The backup holds no secrets and no secrets.json was found: give it with --sirlar.';
  if (error instanceof DumpUnfit) return unfitInWords(error);
  if (error instanceof TargetNotEmpty)
    return `Klasör boş değil, üzerine yazılmaz / not empty, nothing is overwritten: ${error.message}`;
  return null;
}

function unfitInWords({ program, server }: DumpUnfit): string {
  const have = program === null ? 'pg_dump yok / there is no pg_dump' : `pg_dump ${program}`;
  return [
    `${have}; sunucu PostgreSQL ${server}. O sürümün pg_dump programının klasörünü PG_BIN ile verin ya da sağlayıcınızın yedeğini kullanın.`,
    `The server is PostgreSQL ${server}: name the folder of its pg_dump in PG_BIN, or use your provider’s backup (docs/deployment/backup.md).`,
  ].join('\n');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function sizeOf(manifest: Manifest): number {
  return manifest.pieces.reduce((sum, piece) => sum + piece.sizeBytes, 0) + manifest.documents.sizeBytes;
}

function lineOf(manifest: Manifest): string {
  const seconds = ((Date.parse(manifest.endedAt) - Date.parse(manifest.startedAt)) / 1000).toFixed(1);
  const sealed = manifest.encrypted ? 'şifreli / encrypted' : 'şifresiz / not encrypted';
  const { count: documents } = manifest.documents;
  return `${manifest.name}  ${(sizeOf(manifest) / MEGABYTE).toFixed(1)} MB  ${documents} belge / documents  ${seconds} s  ${sealed}`;
}

/** Runs the work and tells the database how it ended, whichever way that was. */
async function recorded(
  ownerUrl: string | null,
  kind: OperationRun['kind'],
  work: () => Promise<{ manifest: Manifest; place: string; detail: string }>,
): Promise<void> {
  const startedAt = new Date();
  try {
    const { manifest, place, detail } = await work();
    const sizeBytes = sizeOf(manifest);
    await remember(ownerUrl, { kind, startedAt, endedAt: new Date(), ok: true, place, sizeBytes, detail });
  } catch (error) {
    const detail = inWords(error) ?? (error instanceof Error ? error.message : String(error));
    const failed = { kind, startedAt, endedAt: new Date(), ok: false, detail };
    await remember(ownerUrl, failed);
    throw error;
  }
}

async function take({ veri, yer, sakla }: Flags): Promise<void> {
  const key = keyAtHand();
  const root = resolve(yer);
  const { ownerUrl, databaseUrl, source, storage, secretsFile } = await runningInstallation(resolve(veri));
  await recorded(ownerUrl, 'backup', async () => {
    const settings = key === null || secretsFile === null ? null : await readFile(secretsFile, 'utf8');
    const taken = await takeBackup({
      ...{ root, databaseUrl, source, storage, key, settings },
      release: RELEASE,
      keep: sakla,
      now: () => new Date(),
      report: say,
    });
    say(`Yedek alındı / backup taken: ${lineOf(taken.manifest)}`);
    for (const name of taken.removed) say(`Silindi / removed: ${name}`);
    const detail = `${taken.manifest.documents.count} documents, ${taken.newDocuments} new`;
    return { manifest: taken.manifest, place: join(root, taken.manifest.name), detail };
  });
  if (key === null && secretsFile !== null)
    say(
      `Şifresiz: sırlar yedekte YOK, ayrıca saklayın / not encrypted: the secrets are NOT in it, keep them apart: ${secretsFile}`,
    );
}

async function list({ yer, json }: Flags): Promise<void> {
  const backups = await listBackups(resolve(yer));
  for (const manifest of backups) say(json === true ? JSON.stringify(manifest) : lineOf(manifest));
  if (backups.length === 0 && json !== true) say(`Yedek yok / no backup: ${resolve(yer)}`);
}

async function named(name: string | undefined, root: string): Promise<string> {
  const newest = name ?? (await listBackups(root)).at(-1)?.name;
  if (newest === undefined) throw new Refused(`Yedek yok / no backup: ${root}`);
  return newest;
}

/** The owner of the schema of the installation that runs from the folder; null where none does. */
async function rememberingUrl(veri: string): Promise<string | null> {
  return (await runningDatabase(resolve(veri)))?.ownerUrl ?? null;
}

async function verify(name: string | undefined, { veri, yer }: Flags): Promise<void> {
  const root = resolve(yer);
  await recorded(await rememberingUrl(veri), 'backup-verification', async () => {
    const manifest = await verifyBackup(root, await named(name, root), keyAtHand());
    say(`Yedek sağlam / the backup is whole: ${lineOf(manifest)}`);
    return { manifest, place: join(root, manifest.name), detail: 'every byte was read' };
  });
}

async function restore(name: string | undefined, { veri, yer, hedef, an, sirlar }: Flags): Promise<void> {
  const root = resolve(yer);
  const target = resolve(hedef);
  const startedAt = Date.now();
  const wanted = await named(name, root);
  if ((await readManifest(root, wanted))?.kind === 'dump') return bringDump(root, wanted, target);
  const settings = await readFile(sirlar ?? join(resolve(veri), 'secrets.json'), 'utf8').catch(() => null);
  await recorded(await rememberingUrl(veri), 'restore-drill', async () => {
    const restored = await restoreBackup({
      root,
      name: wanted,
      key: keyAtHand(),
      target,
      until: an ?? null,
      lostDataDir: join(resolve(veri), 'postgres'),
      lostStorage: storeOf(resolve(veri)),
      database: databaseName,
      settings,
      superuserPassword: (secrets) => parseSecrets(secrets).superuserPassword,
      report: say,
      verify: async (server, documentsDir, secrets) =>
        say((await judgeRestored(server, documentsDir, parseSecrets(secrets).ownerPassword)).trimEnd()),
    });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    const megabytes = (restored.databaseBytes / MEGABYTE).toFixed(1);
    say(
      `Geri yüklendi ve denetlendi / restored and checked: ${target}  ${megabytes} MB, ${restored.documents} belge / documents, ${seconds} s`,
    );
    if (restored.reached !== null) say(`Son kayıt / last change: ${restored.reached}`);
    return {
      manifest: restored.manifest,
      place: target,
      detail: `${seconds} s, last change ${restored.reached}`,
    };
  });
}

/** A dump goes into a server by that server's own program; what is left to do is said. */
async function bringDump(root: string, name: string, target: string): Promise<void> {
  const startedAt = Date.now();
  const { documents } = await restoreDump(root, name, keyAtHand(), target);
  const megabytes = ((await stat(join(target, 'database.dump'))).size / MEGABYTE).toFixed(1);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  say(`${target}: database.dump ${megabytes} MB, ${documents} belge / documents, ${seconds} s`);
  say('Şimdi / now (docs/deployment/backup.md):');
  say(
    `  pg_restore --exit-on-error --dbname=postgresql://SUPERUSER@HOST/muhasebi ${join(target, 'database.dump')}`,
  );
  say('  pnpm -s muhasebi defter dogrula');
}

/** `muhasebi gib-kurallari`: installs, lists and removes the rule packs that GİB publishes. */
import { access, constants, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Reach } from '@muhasebi/connectors/outbound-http/reachable-address.ts';
import type { Database } from '@muhasebi/features/feature.ts';
import type { PackView } from '@muhasebi/features/rule-packs/contract.ts';
import { rulePackErrors } from '@muhasebi/features/rule-packs/contract.ts';
import { fetchZips } from '@muhasebi/features/rule-packs/fetch-zips.ts';
import {
  type InstallContext,
  installPack,
  type PackSource,
  removePack,
} from '@muhasebi/features/rule-packs/install-pack.ts';
import { MAX_ZIP_BYTES, MOST_SOURCES } from '@muhasebi/features/rule-packs/limits.ts';
import { presentPack } from '@muhasebi/features/rule-packs/present-pack.ts';
import { listPacks } from '@muhasebi/features/rule-packs/rule-packs.queries.ts';
import { inFolder } from '@muhasebi/features/rule-packs/work-folder.ts';
import { type Command, InvalidArgumentError } from 'commander';
import { asOperator } from './operator-session.ts';

const MOST_LISTED = 100;

interface Flags {
  readonly gecerli?: string;
  readonly json?: boolean;
}

/** Adds `kur`, `liste` and `kaldir`. */
export function register(group: Command): void {
  group
    .command('kur')
    .description('Kural paketini GİB’in yayımladığı zip dosyalarından ya da adreslerinden kurar')
    .argument(
      '<kaynak...>',
      'zip dosyaları ya da https adresleri: UBL-TR Paketi ile e-Fatura Paketi birlikte',
    )
    .option(
      '--gecerli <tarih>',
      'hangi günün belgelerinden başlayarak, YYYY-AA-GG; yoksa sürümün günü',
      isoDay,
    )
    .option('--json', 'kurulanı bir JSON nesnesi olarak yazar')
    .addHelpText(
      'after',
      '\nPaket bütünüyle derlenir; bozuk, eksik ya da tanınmayan paket reddedilir ve kurulu olan kalır (çıkış kodu 1).' +
        '\nÖrnek: muhasebi gib-kurallari kur UBL-TR1.2.1_Paketi.zip e-FaturaPaketi.zip --gecerli 2026-09-14',
    )
    .action((named: string[], flags: Flags) => asOperator(({ db }) => install(db, named, flags)));
  group
    .command('liste')
    .description('Kurulu kural paketlerini ve öncekileri listeler')
    .option('--json', 'her paket için bir JSON nesnesi')
    .action((flags: Flags) => asOperator(({ db }) => list(db, flags)));
  group
    .command('kaldir')
    .description('Kurulu bir kural paketini kaldırır; verilmiş kararlar kalır')
    .argument('<surum>', 'YYYYAAGG, ör. 20260312', packVersion)
    .option('--json', 'kaldırılanı bir JSON nesnesi olarak yazar')
    .action((version: string, flags: Flags) =>
      asOperator(async ({ db }) => {
        const pack = presentPack(await removePack(contextOf(db), version));
        return flags.json === true ? [JSON.stringify(pack)] : [`Kural paketi kaldırıldı: ${pack.version}`];
      }),
    );
}

async function install(db: Database, named: readonly string[], flags: Flags): Promise<readonly string[]> {
  if (named.length > MOST_SOURCES) throw rulePackErrors.RULE_PACK_NO_FILE({ limit: MOST_SOURCES });
  return inFolder(tmpdir(), async (folder) => {
    const sources: PackSource[] = [];
    for (const name of named) {
      if (!/^https?:\/\//i.test(name)) sources.push(await fileAt(name));
      else {
        process.stderr.write(`İndiriliyor: ${name}\n`);
        sources.push(...(await fetchZips([name], folder, reach())));
      }
    }
    const pack = presentPack(await installPack(contextOf(db), { sources, validFrom: flags.gecerli }));
    return flags.json === true ? [JSON.stringify(pack)] : installedLines(pack);
  });
}

function installedLines(pack: PackView): readonly string[] {
  return [
    `Kural paketi kurulu: ${pack.version}`,
    `Yürürlük: ${pack.validFrom} gününün belgelerinden başlayarak`,
    `İçinde: ${pack.asserts} denetim (${pack.rules} kural), ${pack.codeLists} kod listesi, ${pack.xsdRoots.length} belge türünün XSD’si${pack.xsdRoots.length === 0 ? ' — XSD denetimi yapılmaz, UBL-TR paketini de verin' : ` (${pack.xsdRoots.join(', ')})`}`,
  ];
}

async function list(db: Database, flags: Flags): Promise<readonly string[]> {
  const packs = (await listPacks(db, MOST_LISTED)).map(presentPack);
  if (flags.json === true) return packs.map((pack) => JSON.stringify(pack));
  if (!packs.some(({ state }) => state === 'installed'))
    return ['Kurulu kural paketi yok: belgelerde yalnız kendi denetimlerimiz çalışır.', ...packs.map(lineOf)];
  return packs.map(lineOf);
}

const STATES: Readonly<Record<PackView['state'], string>> = {
  installed: 'kurulu',
  replaced: 'yenisi kuruldu',
  removed: 'kaldırıldı',
};

function lineOf({ version, state, validFrom, asserts, installedAt }: PackView): string {
  return `${version}\t${STATES[state]}\t${validFrom}\t${asserts} denetim\t${installedAt}`;
}

/** By the operator's command there is no person to name; the pack's own line says when. */
function contextOf(db: Database): InstallContext {
  return {
    db,
    scope: { tenantId: null, userId: null, clientIds: null, requestId: null, address: null },
    note: async () => undefined,
  };
}

/** As the hosts: in production nothing but the public internet. */
function reach(): Reach {
  return process.env.NODE_ENV === 'production' ? 'public' : 'public-or-loopback';
}

async function fileAt(filePath: string): Promise<PackSource> {
  const name = path.basename(filePath);
  try {
    await access(filePath, constants.R_OK);
    const facts = await stat(filePath);
    if (!facts.isFile()) throw rulePackErrors.RULE_PACK_FILE_UNREADABLE({ fileName: filePath });
    if (facts.size > MAX_ZIP_BYTES)
      throw rulePackErrors.RULE_PACK_TOO_LARGE({
        fileName: name,
        limit: `${MAX_ZIP_BYTES / 1024 / 1024} MB`,
      });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw rulePackErrors.RULE_PACK_FILE_UNREADABLE({ fileName: filePath });
    throw error;
  }
  return { path: filePath, name };
}

function isoDay(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (
    /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text)
  )
    return text;
  throw new InvalidArgumentError('takvimde olan bir gün, YYYY-AA-GG biçiminde olmalı.');
}

function packVersion(text: string): string {
  if (/^\d{8}$/.test(text)) return text;
  throw new InvalidArgumentError('YYYYAAGG biçiminde sürüm olmalı (ör. 20260312).');
}

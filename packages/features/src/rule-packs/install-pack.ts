/** Installs a rule pack out of GİB's zips: opened and compiled whole before anything is kept, saved in one transaction, or not at all. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  collectPackFiles,
  openRulePack,
  type PackDescription,
  type PackFiles,
} from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import type { Database, Trx } from '../feature.ts';
import { rulePackErrors } from './contract.ts';
import { refusalOf } from './refusal-words.ts';
import {
  endPack,
  findPack,
  insertPack,
  installedPacks,
  lockPacks,
  type PackFile,
  type PackRow,
} from './rule-packs.queries.ts';

const gzipped = promisify(gzip);

/** A zip on this machine, and what it is called where it came from. */
export interface PackSource {
  readonly path: string;
  readonly name: string;
}

export interface InstallAsked {
  readonly sources: readonly PackSource[];
  /** The first day that it judges; absent: the day of its version. */
  readonly validFrom: string | undefined;
}

/** Told in the transaction in which something changed. */
export type NoteOfAct = (
  trx: Trx,
  act: 'install-rule-pack' | 'remove-rule-pack',
  version: string,
) => Promise<void>;

export interface InstallContext {
  readonly db: Database;
  readonly scope: Scope;
  readonly note: NoteOfAct;
}

/**
 * A pack of a version that is installed takes its place; the same pack with the same day changes nothing. Packs of other
 * versions stay: they judge the documents of their time. Throws RULE_PACK_REFUSED.
 */
export async function installPack(context: InstallContext, asked: InstallAsked): Promise<PackRow> {
  const { files, description } = await open(asked.sources);
  const { version } = description;
  const validFrom = asked.validFrom ?? dayOfVersion(version);
  const sha256 = digestOf(files);
  const kept = await compressed(files);
  const { scope, db, note } = context;
  return inScope(db, scope, async (trx) => {
    await lockPacks(trx);
    const before = (await installedPacks(trx)).find((pack) => pack.version === version);
    const known = before === undefined ? undefined : await findPack(trx, before.packId);
    if (known !== undefined && known.sha256 === sha256 && known.validFrom === validFrom) return known;
    await endPack(trx, version, 'replaced', scope.userId);
    const sizeBytes = kept.reduce((sum, { content }) => sum + content.length, 0);
    const { asserts, rules, xsdRoots, codeLists } = description;
    const sourceNames = asked.sources.map(({ name }) => name.slice(0, 2000));
    const facts = { version, validFrom, sha256, sourceNames, asserts, rules, xsdRoots, codeLists, sizeBytes };
    const packId = await insertPack(trx, { ...facts, by: scope.userId }, kept);
    await note(trx, 'install-rule-pack', version);
    return packOf(await findPack(trx, packId));
  });
}

/** Verdicts that it gave stay. Throws RULE_PACK_NOT_INSTALLED. */
export function removePack({ db, scope, note }: InstallContext, version: string): Promise<PackRow> {
  return inScope(db, scope, async (trx) => {
    await lockPacks(trx);
    const packId = await endPack(trx, version, 'removed', scope.userId);
    if (packId === null) throw rulePackErrors.RULE_PACK_NOT_INSTALLED({ version });
    await note(trx, 'remove-rule-pack', version);
    return packOf(await findPack(trx, packId));
  });
}

async function open(
  sources: readonly PackSource[],
): Promise<{ readonly files: PackFiles; readonly description: PackDescription }> {
  const names = new Map(sources.map((source) => [basename(source.path), source.name]));
  try {
    const files = await collectPackFiles(sources.map(({ path }) => path));
    const pack = openRulePack(files);
    try {
      return { files, description: pack.description };
    } finally {
      pack.dispose();
    }
  } catch (error) {
    const words = refusalOf(error, (file) => names.get(file) ?? file);
    if (words === null) throw error;
    throw rulePackErrors.RULE_PACK_REFUSED({ ...words });
  }
}

function packOf(row: PackRow | undefined): PackRow {
  if (row === undefined) throw new Error('a rule pack that was just saved is not there');
  return row;
}

/** "20260312" → "2026-03-12". */
function dayOfVersion(version: string): string {
  return `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6)}`;
}

/** Over the paths and contents, whatever zip they lay in. */
function digestOf(files: PackFiles): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

async function compressed(files: PackFiles): Promise<PackFile[]> {
  return Promise.all([...files].map(async ([path, bytes]) => ({ path, content: await gzipped(bytes) })));
}

/** SQL of the installed rule packs. Of no office: what GİB publishes is everybody's. */
import { sql } from 'kysely';
import type { Database, Trx } from '../feature.ts';

/** A pack that judges documents now. */
export interface InstalledPack {
  readonly packId: string;
  readonly version: string;
  /** ISO day. */
  readonly validFrom: string;
}

/** What is installed, the pack that took force last first. */
export async function installedPacks(trx: Trx | Database): Promise<InstalledPack[]> {
  const { rows } = await sql<InstalledPack>`
    select pack_id as "packId", version, valid_from::text as "validFrom" from rule_packs
    where state = 'installed' order by valid_from desc, version desc`.execute(trx);
  return rows;
}

export interface PackRow extends InstalledPack {
  readonly state: string;
  readonly sha256: string;
  readonly sourceNames: readonly string[];
  readonly asserts: number;
  readonly rules: number;
  readonly xsdRoots: readonly string[];
  readonly codeLists: number;
  readonly installedAt: Date;
  readonly installedByName: string | null;
  readonly endedAt: Date | null;
}

const columns = sql`p.pack_id as "packId", p.version, p.valid_from::text as "validFrom", p.state, p.sha256,
  p.source_names as "sourceNames", p.asserts, p.rules, p.xsd_roots as "xsdRoots", p.code_lists as "codeLists",
  p.installed_at as "installedAt", u.name as "installedByName", p.ended_at as "endedAt"`;

/** The installed ones first, then what was; at most `limit`. */
export async function listPacks(trx: Trx | Database, limit: number): Promise<PackRow[]> {
  const { rows } = await sql<PackRow>`
    select ${columns} from rule_packs p left join users u on u.user_id = p.installed_by
    order by p.state = 'installed' desc, p.valid_from desc, p.version desc, p.installed_at desc
    limit ${limit}`.execute(trx);
  return rows;
}

export async function findPack(trx: Trx, packId: string): Promise<PackRow | undefined> {
  const { rows } = await sql<PackRow>`
    select ${columns} from rule_packs p left join users u on u.user_id = p.installed_by
    where p.pack_id = ${packId}`.execute(trx);
  return rows[0];
}

/** Waits for whoever installs or removes a pack now; until the end of the transaction. */
export async function lockPacks(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('rule-packs', 0))`.execute(trx);
}

/** Takes the pack of this version out of use and its files away; its id, or null where none is installed. */
export async function endPack(
  trx: Trx,
  version: string,
  how: 'replaced' | 'removed',
  by: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ packId: string }>`
    update rule_packs set state = ${how}, ended_at = now(), ended_by = ${by}
    where version = ${version} and state = 'installed' returning pack_id as "packId"`.execute(trx);
  const packId = rows[0]?.packId ?? null;
  if (packId !== null) await sql`delete from rule_pack_files where pack_id = ${packId}`.execute(trx);
  return packId;
}

export interface NewPack {
  readonly version: string;
  readonly validFrom: string;
  readonly sha256: string;
  readonly sourceNames: readonly string[];
  readonly asserts: number;
  readonly rules: number;
  readonly xsdRoots: readonly string[];
  readonly codeLists: number;
  readonly sizeBytes: number;
  readonly by: string | null;
}

/** A file of a pack as it is kept: gzipped. */
export interface PackFile {
  readonly path: string;
  readonly content: Buffer;
}

/** Adds the pack with its files; its id. */
export async function insertPack(trx: Trx, pack: NewPack, files: readonly PackFile[]): Promise<string> {
  const { packId } = await trx
    .insertInto('rule_packs')
    .values({
      version: pack.version,
      valid_from: pack.validFrom,
      sha256: pack.sha256,
      source_names: [...pack.sourceNames],
      asserts: pack.asserts,
      rules: pack.rules,
      xsd_roots: [...pack.xsdRoots],
      code_lists: pack.codeLists,
      size_bytes: BigInt(pack.sizeBytes),
      installed_by: pack.by,
    })
    .returning('pack_id as packId')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('rule_pack_files')
    .values(files.map(({ path, content }) => ({ pack_id: packId, path, content })))
    .execute();
  return packId;
}

/** The files of a pack; none where it is installed no more. */
export function filesOfPack(db: Database, packId: string): Promise<PackFile[]> {
  return db
    .selectFrom('rule_pack_files')
    .select(['path', 'content'])
    .where('pack_id', '=', packId)
    .orderBy('path')
    .execute();
}

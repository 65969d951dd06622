/** Looks at the files of an item before they are taken: statement, document, rendering, or a ZIP whose files part company. */
import path from 'node:path';
import type { FileKind } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { Trx } from '../feature.ts';
import type { IncomingFile, IncomingItem } from './connector.ts';
import type { HeldRun } from './held-run.ts';
import { headOf, partiesInside } from './look-inside.ts';
import { type ArchiveEntry, type ArchiveLook, lookIntoArchive, storeEntries } from './look-into-archive.ts';
import { findByTaxIds, findOwners } from './owners.queries.ts';
import { whoseIsIt } from './whose-is-it.ts';

/** A file of an item, looked at. */
export interface SeenFile {
  readonly file: Pick<IncomingFile, 'fileName' | 'sha256' | 'sizeBytes'>;
  readonly kind: FileKind;
  readonly isStatement: boolean;
  /** The rendering of an XML, or of what a ZIP of its name holds, of the same item: kept, and nobody's to read. */
  readonly isTwin: boolean;
  /** Tax numbers of each document inside; null where there are too many. */
  readonly parties: readonly (readonly string[])[] | null;
  /** A ZIP whose files are taken one by one; they are in the store. Null where the file is taken whole. */
  readonly parts: (Pick<ArchiveLook, 'refused'> & { readonly files: readonly SeenFile[] }) | null;
}

/** A part of an item has a small number; what would not find room in it stays in its ZIP. */
const MOST_PARTS = 10_000;

/** Looks at all files of an item and puts them into the store. */
export async function storeFiles(run: HeldRun, item: IncomingItem): Promise<SeenFile[]> {
  const { context, tenantId } = run;
  const heads = await Promise.all(item.files.map(({ scratchPath }) => headOf(scratchPath)));
  const stems = new Set(
    item.files
      .filter((_, index) => heads[index]?.kind === 'xml' || heads[index]?.kind === 'zip')
      .map(({ fileName }) => stemOf(fileName)),
  );
  const seen: SeenFile[] = [];
  let room = MOST_PARTS;
  for (const [index, file] of item.files.entries()) {
    const { head, kind } = heads[index] ?? { head: Buffer.alloc(0), kind: 'empty' as const };
    const isStatement = context.statements.sniff(head) !== null;
    const isTwin = (kind === 'pdf' || kind === 'html') && stems.has(stemOf(file.fileName));
    const { parties, parts } = isStatement
      ? { parties: [], parts: null }
      : await lookInside(run, item.hints, file, { kind, room });
    if (parts !== null) {
      room -= parts.files.length + parts.refused.length;
      await storeEntries(context.storage, tenantId, file.scratchPath);
    }
    await context.storage.putFile({ tenantId, sha256: file.sha256 }, file.scratchPath);
    seen.push({ file, kind, isStatement, isTwin, parties, parts });
  }
  return seen;
}

const stemOf = (fileName: string) => path.parse(fileName).name.toLowerCase();

async function lookInside(
  run: HeldRun,
  hints: IncomingItem['hints'],
  { scratchPath, fileName, sizeBytes }: IncomingFile,
  { kind, room }: { readonly kind: FileKind; readonly room: number },
): Promise<Pick<SeenFile, 'parties' | 'parts'>> {
  // The reader tells what is not the bound client's; here it would only be read twice.
  const asksParties = run.clientId === null;
  if (kind !== 'zip')
    return {
      parties: asksParties && kind === 'xml' ? await partiesInside(scratchPath, sizeBytes) : [],
      parts: null,
    };
  const { sniff } = run.context.statements;
  const look = await lookIntoArchive(scratchPath, fileName, { sniff, asksParties });
  if (look === null) return { parties: asksParties ? null : [], parts: null };
  const parties = look.entries.flatMap((entry) => entry.parties);
  const isParted =
    look.isWhole &&
    look.entries.length + look.refused.length <= room &&
    (await inScope(run.context.db, run.scope, (trx) => partsCompany(trx, run, hints, look.entries)));
  const files = look.entries.map((entry) => ({ ...entry, file: entry, isTwin: false, parts: null }));
  return { parties, parts: isParted ? { files, refused: look.refused } : null };
}

/**
 * Whether the files of a ZIP are taken one by one: a statement lies among them, or they are not one client's and one of
 * them at least finds its client. Otherwise a ZIP is taken, or lies in the tray, whole.
 */
async function partsCompany(
  trx: Trx,
  { tenantId, clientId: bound }: HeldRun,
  hints: IncomingItem['hints'],
  entries: readonly ArchiveEntry[],
): Promise<boolean> {
  if (entries.some(({ isStatement }) => isStatement)) return true;
  if (bound !== null) return false;
  const hinted = await findHinted(trx, tenantId, hints);
  const byTaxId = await findByTaxIds(trx, tenantId, [
    ...new Set(entries.flatMap(({ parties }) => parties).flat()),
  ]);
  const insideOf = (some: readonly ArchiveEntry[]) =>
    clientsInside(
      some.flatMap(({ parties }) => parties),
      byTaxId,
    );
  if (whoseIsIt({ bound, hinted, inside: insideOf(entries) }).clientId !== null) return false;
  return entries.some((entry) => whoseIsIt({ bound, hinted, inside: insideOf([entry]) }).clientId !== null);
}

/** Clients that the item's hints name, whatever is in its files. */
export async function findHinted(
  trx: Trx,
  tenantId: string,
  hints: IncomingItem['hints'],
): Promise<string[]> {
  const lower = (values: readonly string[] | undefined) => (values ?? []).map((value) => value.toLowerCase());
  const clues = { emails: lower(hints.emails), aliases: lower(hints.aliases), taxIds: hints.taxIds ?? [] };
  const found = await findOwners(trx, tenantId, clues);
  return hints.clientId === undefined ? found : [...new Set([hints.clientId, ...found])];
}

/** Of each document, those of its parties that are clients of the office. */
export function clientsInside(
  parties: readonly (readonly string[])[],
  byTaxId: ReadonlyMap<string, string>,
): string[][] {
  const clientsOf = (taxIds: readonly string[]) =>
    taxIds.map((taxId) => byTaxId.get(taxId)).filter((clientId) => clientId !== undefined);
  return parties.map((taxIds) => [...new Set(clientsOf(taxIds))]);
}

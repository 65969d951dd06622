/** Takes one item of a far side: files into the store first, then rows, documents, counts and cursor in one transaction. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FileKind } from '@muhasebi/connectors/ubl-tr/sniff-file.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Trx } from '../feature.ts';
import { plainName } from '../plain-name.ts';
import type { Words } from '../table-export.ts';
import type { IncomingFile, IncomingItem } from './connector.ts';
import type { HeldRun } from './held-run.ts';
import { saveCursor } from './integrations.queries.ts';
import { findTaken, insertItem, insertStoredFile, type NewItem } from './items.queries.ts';
import { headOf, partiesInside } from './look-inside.ts';
import { makeOfFile } from './make-of-file.ts';
import { findByTaxIds, findOwners } from './owners.queries.ts';
import { addCounts, type Counted } from './runs.queries.ts';
import { whoseIsIt } from './whose-is-it.ts';

/** A file of an item, looked at. */
interface SeenFile {
  readonly file: IncomingFile;
  readonly kind: FileKind;
  readonly isStatement: boolean;
  /** The rendering of an XML of the same item: kept, and nobody's to read. */
  readonly isTwin: boolean;
  /** Tax numbers of each document inside; null where there are too many. */
  readonly parties: readonly (readonly string[])[] | null;
}

export const TWIN: Words = {
  tr: 'Aynı adlı XML belgenin görüntüsü; belge olarak alınmadı.',
  en: 'A rendering of the XML of the same name; it was not taken as a document.',
};

/** Throws what stops the run; the item is then as if it had never been looked at. */
export async function takeItem(
  run: HeldRun,
  item: IncomingItem,
  cursor: unknown,
  also?: (trx: Trx) => Promise<void>,
): Promise<'taken' | 'seen'> {
  const { context, tenantId, integrationId, scope } = run;
  try {
    const taken = await inScope(context.db, scope, (trx) =>
      findTaken(trx, tenantId, integrationId, [item.key]),
    );
    const seen = taken.size > 0 ? [] : await lookAt(run, item.files);
    for (const { file } of seen)
      await context.storage.putFile({ tenantId, sha256: file.sha256 }, file.scratchPath);
    return await withRetryOfConflicts(() =>
      inScope(context.db, scope, async (trx) => {
        await run.mustBeMine(trx);
        await saveCursor(trx, tenantId, integrationId, cursor);
        if ((await findTaken(trx, tenantId, integrationId, [item.key])).size > 0) return 'seen';
        await also?.(trx);
        await saveItem(trx, run, item, seen);
        await announce(trx, { tenantId, topic: 'integrations', clientId: null });
        return 'taken';
      }),
    );
  } finally {
    for (const { scratchPath } of item.files) await rm(scratchPath, { force: true });
  }
}

async function lookAt({ context, clientId }: HeldRun, files: readonly IncomingFile[]): Promise<SeenFile[]> {
  const heads = await Promise.all(files.map(({ scratchPath }) => headOf(scratchPath)));
  const stems = new Set(
    files.filter((_, index) => heads[index]?.kind === 'xml').map(({ fileName }) => stemOf(fileName)),
  );
  const seen: SeenFile[] = [];
  for (const [index, file] of files.entries()) {
    const { head, kind } = heads[index] ?? { head: Buffer.alloc(0), kind: 'empty' as const };
    const isStatement = context.statements.sniff(head) !== null;
    const isTwin = (kind === 'pdf' || kind === 'html') && stems.has(stemOf(file.fileName));
    // The reader tells what is not the bound client's; here it would only be read twice.
    const isLookedInto = !isStatement && clientId === null;
    const parties = isLookedInto ? await partiesInside(file.scratchPath, kind, file.sizeBytes) : [];
    seen.push({ file, kind, isStatement, isTwin, parties });
  }
  return seen;
}

const stemOf = (fileName: string) => path.parse(fileName).name.toLowerCase();

async function saveItem(
  trx: Trx,
  run: HeldRun,
  item: IncomingItem,
  seen: readonly SeenFile[],
): Promise<void> {
  const { tenantId } = run;
  const hinted = await findHinted(trx, tenantId, item.hints);
  const parts: NewItem[] = [];
  for (const [index, each] of seen.entries()) {
    await insertStoredFile(trx, tenantId, each.file.sha256, each.file.sizeBytes);
    parts.push({ part: index, ...(await partOf(trx, run, each, hinted)) });
  }
  if (seen.length === 0) parts.push(nothingOf(item, run.clientId ?? only(hinted)));
  const { key, from, subject, receivedAt } = item;
  const head = { integrationId: run.integrationId, runId: run.runId, key, receivedAt };
  await insertItem(
    trx,
    tenantId,
    { ...head, sender: shortened(from, 320), subject: shortened(subject, 500) },
    parts,
  );
  await addCounts(trx, tenantId, run.runId, countsOf(parts));
}

/** Clients that the item's hints name, whatever is in its files. */
async function findHinted(trx: Trx, tenantId: string, hints: IncomingItem['hints']): Promise<string[]> {
  const lower = (values: readonly string[] | undefined) => (values ?? []).map((value) => value.toLowerCase());
  const clues = { emails: lower(hints.emails), aliases: lower(hints.aliases), taxIds: hints.taxIds ?? [] };
  const found = await findOwners(trx, tenantId, clues);
  return hints.clientId === undefined ? found : [...new Set([hints.clientId, ...found])];
}

async function partOf(
  trx: Trx,
  run: HeldRun,
  { file, kind, isStatement, isTwin, parties }: SeenFile,
  hinted: readonly string[],
): Promise<Omit<NewItem, 'part'>> {
  const { tenantId } = run;
  const ground = { fileName: file.fileName, sha256: file.sha256, sizeBytes: file.sizeBytes };
  const nothing = { documentId: null, wasKnown: false, statementIds: null, reason: null };
  if (isTwin)
    return { ...ground, ...nothing, state: 'empty', clientId: run.clientId ?? only(hinted), reason: TWIN };
  if (isStatement) {
    const made = await makeOfFile(trx, run, { ...ground, kind, isStatement }, run.clientId ?? only(hinted));
    return { ...ground, ...made };
  }
  const inside = parties === null ? null : await clientsInside(trx, tenantId, parties);
  const owner = whoseIsIt({ bound: run.clientId, hinted, inside });
  if (owner.clientId === null)
    return { ...ground, ...nothing, state: 'tray', clientId: null, reason: owner.why };
  return { ...ground, ...(await makeOfFile(trx, run, { ...ground, kind, isStatement }, owner.clientId)) };
}

/** Of each document, those of its parties that are clients of the office. */
async function clientsInside(
  trx: Trx,
  tenantId: string,
  parties: readonly (readonly string[])[],
): Promise<string[][]> {
  const byTaxId = await findByTaxIds(trx, tenantId, [...new Set(parties.flat())]);
  const clientsOf = (taxIds: readonly string[]) =>
    taxIds.map((taxId) => byTaxId.get(taxId)).filter((clientId) => clientId !== undefined);
  return parties.map((taxIds) => [...new Set(clientsOf(taxIds))]);
}

function only(clientIds: readonly string[]): string | null {
  const [first] = clientIds;
  return first === undefined || clientIds.length > 1 ? null : first;
}

function nothingOf(item: IncomingItem, clientId: string | null): NewItem {
  return {
    part: 0,
    fileName: plainName(item.name),
    clientId,
    sha256: null,
    sizeBytes: null,
    state: 'empty',
    documentId: null,
    wasKnown: false,
    statementIds: null,
    reason: null,
  };
}

export function countsOf(parts: readonly NewItem[]): Counted {
  const count = (is: (part: NewItem) => boolean) => parts.filter(is).length;
  return {
    items: 1,
    documents: count(({ state, wasKnown }) => state === 'document' && !wasKnown),
    statements: count(({ state, wasKnown }) => state === 'statement' && !wasKnown),
    trayed: count(({ state }) => state === 'tray'),
    refused: count(({ state }) => state === 'refused'),
    known: count(({ wasKnown }) => wasKnown),
  };
}

export function shortened(text: string | null, most: number): string | null {
  return text === null ? null : text.replaceAll('\0', '').slice(0, most).toWellFormed();
}

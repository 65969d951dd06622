/** Takes items of a far side: files into the store first, then rows, documents, counts and cursor in one transaction. */
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
import { findTaken, insertItems, insertStoredFiles, type NewItem } from './items.queries.ts';
import { headOf, partiesInside } from './look-inside.ts';
import { type FileToMake, type Made, makeOfFiles } from './make-of-file.ts';
import { findByTaxIds, findOwners } from './owners.queries.ts';
import { addCounts, type Counted } from './runs.queries.ts';
import { whoseIsIt } from './whose-is-it.ts';

/** A file of an item, looked at. */
interface SeenFile {
  readonly file: IncomingFile;
  readonly kind: FileKind;
  readonly isStatement: boolean;
  /** The rendering of an XML, or of what a ZIP of its name holds, of the same item: kept, and nobody's to read. */
  readonly isTwin: boolean;
  /** Tax numbers of each document inside; null where there are too many. */
  readonly parties: readonly (readonly string[])[] | null;
}

export const TWIN: Words = {
  tr: 'Aynı adlı XML belgenin görüntüsü; belge olarak alınmadı.',
  en: 'A rendering of the XML of the same name; it was not taken as a document.',
};

export interface Taking {
  readonly item: IncomingItem;
  /** What else happens in the transaction that takes it. */
  readonly also?: ((trx: Trx) => Promise<void>) | undefined;
}

interface SeenItem extends Taking {
  readonly files: readonly SeenFile[];
}

/** How many items are looked at and stored at a time: the store flushes each file to the disk. */
const LOOKED_AT_ONCE = 8;

/**
 * Takes all of them in one transaction, or none; answers the keys of those that were not taken before. Throws what stops
 * the run; the items are then as if they had never been looked at.
 */
export async function takeItems(
  run: HeldRun,
  takings: readonly Taking[],
  cursor: unknown,
): Promise<Set<string>> {
  const { context, tenantId, integrationId, scope } = run;
  const keys = takings.map(({ item }) => item.key);
  try {
    const taken = await inScope(context.db, scope, (trx) => findTaken(trx, tenantId, integrationId, keys));
    const seen = await storeFresh(run, takings, taken);
    return await withRetryOfConflicts(() =>
      inScope(context.db, scope, async (trx) => {
        await run.mustBeMine(trx);
        await saveCursor(trx, tenantId, integrationId, cursor);
        const known = await findTaken(trx, tenantId, integrationId, keys);
        const fresh = seen.filter(({ item }) => !known.has(item.key));
        for (const { also } of fresh) await also?.(trx);
        if (fresh.length > 0) {
          await saveItems(trx, run, fresh);
          await announce(trx, { tenantId, topic: 'integrations', clientId: null });
        }
        return new Set(fresh.map(({ item }) => item.key));
      }),
    );
  } finally {
    for (const { item } of takings)
      for (const { scratchPath } of item.files) await rm(scratchPath, { force: true });
  }
}

/** The files of those that are not taken, in the store; of two items with one key the first. */
async function storeFresh(
  run: HeldRun,
  takings: readonly Taking[],
  taken: ReadonlySet<string>,
): Promise<SeenItem[]> {
  const keys = new Set(taken);
  const fresh = takings.filter(({ item: { key } }) => !keys.has(key) && keys.add(key));
  const seen: SeenItem[] = [];
  for (let at = 0; at < fresh.length; at += LOOKED_AT_ONCE)
    seen.push(
      ...(await Promise.all(fresh.slice(at, at + LOOKED_AT_ONCE).map((taking) => store(run, taking)))),
    );
  return seen;
}

async function store(run: HeldRun, taking: Taking): Promise<SeenItem> {
  const { context, tenantId } = run;
  const files = await lookAt(run, taking.item.files);
  for (const { file } of files)
    await context.storage.putFile({ tenantId, sha256: file.sha256 }, file.scratchPath);
  return { ...taking, files };
}

async function lookAt({ context, clientId }: HeldRun, files: readonly IncomingFile[]): Promise<SeenFile[]> {
  const heads = await Promise.all(files.map(({ scratchPath }) => headOf(scratchPath)));
  const stems = new Set(
    files
      .filter((_, index) => heads[index]?.kind === 'xml' || heads[index]?.kind === 'zip')
      .map(({ fileName }) => stemOf(fileName)),
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

/** What becomes of a file, before it is made of it. */
type Plan = { readonly file: FileToMake } & (
  | { readonly made: Made }
  | { readonly made: null; readonly clientId: string | null }
);

async function saveItems(trx: Trx, run: HeldRun, seen: readonly SeenItem[]): Promise<void> {
  const { tenantId, integrationId, runId } = run;
  const files = seen.flatMap((each) => each.files);
  await insertStoredFiles(
    trx,
    tenantId,
    files.map(({ file }) => file),
  );
  const numbers = new Set(files.flatMap(({ parties }) => parties ?? []).flat());
  const byTaxId = await findByTaxIds(trx, tenantId, [...numbers]);
  const hintedOf = hintReader(trx, tenantId);
  const plans: { readonly seen: SeenItem; readonly hinted: readonly string[]; readonly plans: Plan[] }[] = [];
  for (const each of seen) {
    const hinted = await hintedOf(each.item.hints);
    plans.push({ seen: each, hinted, plans: each.files.map((file) => planOf(run, file, hinted, byTaxId)) });
  }
  const all = plans.flatMap((each) => each.plans);
  const made = await makeOfFiles(
    trx,
    run,
    all.flatMap((plan) => (plan.made === null ? [plan] : [])),
  );
  const rows = plans.map(({ seen: { item }, hinted, plans: ofItem }) => {
    const parts: NewItem[] = ofItem.map((plan, part) => {
      const { fileName, sha256, sizeBytes } = plan.file;
      return { part, fileName, sha256, sizeBytes, ...(plan.made ?? nextOf(made)) };
    });
    if (parts.length === 0) parts.push(nothingOf(item, run.clientId ?? only(hinted)));
    return { head: headOfItem(item, integrationId, runId), parts };
  });
  await insertItems(trx, tenantId, rows);
  await addCounts(trx, tenantId, runId, summed(rows.map(({ parts }) => countsOf(parts))));
}

function nextOf(made: Made[]): Made {
  const next = made.shift();
  if (next === undefined) throw new Error('a file was left out');
  return next;
}

const headOfItem = (
  { key, from, subject, receivedAt }: IncomingItem,
  integrationId: string,
  runId: string,
) => ({
  integrationId,
  runId,
  key,
  receivedAt,
  sender: shortened(from, 320),
  subject: shortened(subject, 500),
});

/** Mails of one sender ask once. */
function hintReader(trx: Trx, tenantId: string): (hints: IncomingItem['hints']) => Promise<string[]> {
  const known = new Map<string, string[]>();
  return async (hints) => {
    const key = JSON.stringify(hints);
    const found = known.get(key) ?? (await findHinted(trx, tenantId, hints));
    known.set(key, found);
    return found;
  };
}

/** Clients that the item's hints name, whatever is in its files. */
async function findHinted(trx: Trx, tenantId: string, hints: IncomingItem['hints']): Promise<string[]> {
  const lower = (values: readonly string[] | undefined) => (values ?? []).map((value) => value.toLowerCase());
  const clues = { emails: lower(hints.emails), aliases: lower(hints.aliases), taxIds: hints.taxIds ?? [] };
  const found = await findOwners(trx, tenantId, clues);
  return hints.clientId === undefined ? found : [...new Set([hints.clientId, ...found])];
}

function planOf(
  run: HeldRun,
  { file, kind, isStatement, isTwin, parties }: SeenFile,
  hinted: readonly string[],
  byTaxId: ReadonlyMap<string, string>,
): Plan {
  const { fileName, sha256, sizeBytes } = file;
  const toMake = { fileName, sha256, sizeBytes, kind, isStatement };
  const nothing = { documentId: null, wasKnown: false, statementIds: null };
  const told = run.clientId ?? only(hinted);
  if (isTwin) return { file: toMake, made: { ...nothing, state: 'empty', clientId: told, reason: TWIN } };
  if (isStatement) return { file: toMake, made: null, clientId: told };
  const inside = parties === null ? null : clientsInside(parties, byTaxId);
  const owner = whoseIsIt({ bound: run.clientId, hinted, inside });
  if (owner.clientId === null)
    return { file: toMake, made: { ...nothing, state: 'tray', clientId: null, reason: owner.why } };
  return { file: toMake, made: null, clientId: owner.clientId };
}

/** Of each document, those of its parties that are clients of the office. */
function clientsInside(
  parties: readonly (readonly string[])[],
  byTaxId: ReadonlyMap<string, string>,
): string[][] {
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

function summed(all: readonly Counted[]): Counted {
  const sum = (of: (counted: Counted) => number) => all.reduce((total, counted) => total + of(counted), 0);
  return {
    items: sum(({ items }) => items),
    documents: sum(({ documents }) => documents),
    statements: sum(({ statements }) => statements),
    trayed: sum(({ trayed }) => trayed),
    refused: sum(({ refused }) => refused),
    known: sum(({ known }) => known),
  };
}

export function shortened(text: string | null, most: number): string | null {
  return text === null ? null : text.replaceAll('\0', '').slice(0, most).toWellFormed();
}

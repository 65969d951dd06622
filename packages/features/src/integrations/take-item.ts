/** Takes items of a far side: files into the store first, then rows, documents, counts and cursor in one transaction. */
import { rm } from 'node:fs/promises';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { withRetryOfConflicts } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Trx } from '../feature.ts';
import { plainName } from '../plain-name.ts';
import type { Words } from '../table-export.ts';
import type { IncomingItem } from './connector.ts';
import type { HeldRun } from './held-run.ts';
import { saveCursor } from './integrations.queries.ts';
import { findSameContent, findTaken, insertItems, insertStoredFiles, type NewItem } from './items.queries.ts';
import { findHinted, type SeenFile, storeFiles } from './look-at-files.ts';
import { type Made, makeOfFiles } from './make-of-file.ts';
import { findByTaxIds } from './owners.queries.ts';
import { only, type Plan, plansOf } from './plan-files.ts';
import { addCounts, type Counted, insertLogLine } from './runs.queries.ts';

const CAME_BEFORE: Words = {
  tr: 'Aynı dosya daha önce gelmişti; orada ne olduysa odur.',
  en: 'The same file came before; what became of it then holds.',
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
      ...(await Promise.all(
        fresh
          .slice(at, at + LOOKED_AT_ONCE)
          .map(async (taking) => ({ ...taking, files: await storeFiles(run, taking.item) })),
      )),
    );
  return seen;
}

async function saveItems(trx: Trx, run: HeldRun, seen: readonly SeenItem[]): Promise<void> {
  const { tenantId, integrationId, runId } = run;
  const files = seen.flatMap((each) => each.files).flatMap((file) => [file, ...(file.parts?.files ?? [])]);
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
    plans.push({
      seen: each,
      hinted,
      plans: each.files.flatMap((file) => plansOf(run, file, hinted, byTaxId)),
    });
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
  await leaveWhatCameBefore(trx, tenantId, rows);
  await tellOfParted(trx, run, seen);
  await insertItems(trx, tenantId, rows);
  await addCounts(trx, tenantId, runId, summed(rows.map(({ parts }) => countsOf(parts))));
}

/** A person who looks for a ZIP among the documents finds in the log what became of it. */
async function tellOfParted(
  trx: Trx,
  { tenantId, runId, clientId }: HeldRun,
  seen: readonly SeenItem[],
): Promise<void> {
  for (const { file, parts } of seen.flatMap(({ files }) => files)) {
    if (parts === null) continue;
    const [taken, refused] = [parts.files.length, parts.refused.length];
    const words = {
      tr: `${file.fileName}: içindeki ${taken} dosya tek tek alındı, açılamayan ${refused}.`,
      en: `${file.fileName}: ${taken} files in it were taken one by one, ${refused} could not be unpacked.`,
    };
    await insertLogLine(trx, tenantId, runId, { clientId, level: refused > 0 ? 'warn' : 'info', words });
  }
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

/** What lies in the tray by itself, or went its way from there, does not come a second time. */
async function leaveWhatCameBefore(
  trx: Trx,
  tenantId: string,
  rows: readonly { readonly parts: NewItem[] }[],
): Promise<void> {
  const inTray = rows.flatMap(({ parts }) => parts).filter(({ state }) => state === 'tray');
  const contents = inTray.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));
  const before = await findSameContent(trx, tenantId, contents);
  for (const { parts } of rows)
    for (const [at, part] of parts.entries()) {
      if (part.state !== 'tray' || part.sha256 === null) continue;
      if (before.has(part.sha256))
        parts[at] = { ...part, state: 'empty', wasKnown: true, reason: CAME_BEFORE };
      before.add(part.sha256);
    }
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

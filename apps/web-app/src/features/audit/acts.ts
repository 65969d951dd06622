/** What a person did at once: the audit lines of one request about one record, a voucher's lines under the voucher. */
import type { ItemOf } from '../../api/contracts.ts';

export type Entry = ItemOf<'GET /audit'>;

export interface Act {
  readonly id: string;
  /** The line that names the act: the record itself where it is among the entries. */
  readonly head: Entry;
  /** The newest first. */
  readonly entries: readonly [Entry, ...Entry[]];
  /** The record that was acted on; lines of a voucher belong to the voucher. */
  readonly entity: string;
  readonly entityId: string;
}

function subjectOf(entry: Entry): { entity: string; entityId: string } {
  if (entry.entity !== 'voucher_lines') return { entity: entry.entity, entityId: entry.entityId };
  return { entity: 'vouchers', entityId: entry.entityId.split(' ')[0] ?? entry.entityId };
}

/**
 * Entries of the same request, moment and record as one act, in the order in which the first of each came; within an act
 * the newest is first, from whichever end the log is read.
 */
export function actsOf(entries: readonly Entry[], oldestFirst = false): Act[] {
  const acts = new Map<string, Act>();
  for (const entry of entries) {
    const { entity, entityId } = subjectOf(entry);
    const key = [entry.requestId, entry.at, entry.userId, entity, entityId].join('|');
    const known = acts.get(key);
    if (known === undefined) {
      acts.set(key, { id: entry.id, head: entry, entries: [entry], entity, entityId });
      continue;
    }
    const all: Act['entries'] = oldestFirst
      ? [entry, ...known.entries]
      : [known.entries[0], ...known.entries.slice(1), entry];
    acts.set(key, { ...known, head: all.find((each) => each.entity === entity) ?? all[0], entries: all });
  }
  return [...acts.values()];
}

/** "insert", "update", "delete", or "post" where a voucher went into the ledger. */
export function actionOf(act: Act): string {
  const { head, entity } = act;
  if (head.entity !== entity) return 'update';
  // A record put in and posted by the same request has both among its entries.
  const actions = new Set(
    act.entries.filter((entry) => entry.entity === entity).map((entry) => entry.action),
  );
  const posted = act.entries.some(
    (entry) =>
      entry.entity === 'vouchers' && entry.before?.status === 'draft' && entry.after?.status === 'posted',
  );
  if (posted) return 'post';
  return actions.has('insert') ? 'insert' : head.action;
}

/** A voucher's lines in an act, by line number: a line taken away and put back is one changed line. */
export function linesOf(act: Act): { lineNo: number; before: Entry['before']; after: Entry['after'] }[] {
  const lines = new Map<string, { before: Entry['before']; after: Entry['after'] }>();
  for (const entry of act.entries) {
    if (entry.entity !== 'voucher_lines') continue;
    const known = lines.get(entry.entityId) ?? { before: null, after: null };
    lines.set(entry.entityId, {
      before: known.before ?? entry.before,
      after: known.after ?? entry.after,
    });
  }
  return [...lines]
    .map(([id, line]) => ({ lineNo: Number(id.split(' ')[1] ?? 0), ...line }))
    .sort((a, b) => a.lineNo - b.lineNo);
}

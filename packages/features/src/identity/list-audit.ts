/** A page of the audit log: who, when, from where, what before and after. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { z } from 'zod';
import { type AuditFilter, findAuditLines } from './audit.queries.ts';
import type { auditEntry, identityContract } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';

const rowImage = z.record(z.string(), z.unknown()).nullable();
const DAY_MS = 24 * 3_600_000;
/** A search in texts reads every line in turn: without a first day it goes back a quarter. */
const TEXT_DAYS = 92;

type AuditQuery = Omit<z.output<typeof identityContract.listAudit.query>, 'cursor' | 'limit'>;

interface AuditPage {
  readonly items: z.input<typeof auditEntry>[];
  readonly nextCursor: string | null;
}

/** A cursor that is none of ours starts over. */
export async function listAudit(
  deps: Pick<IdentityDeps, 'db' | 'clock'>,
  tenantId: string,
  query: z.output<typeof identityContract.listAudit.query>,
  scope: Scope,
): Promise<AuditPage> {
  const { cursor, limit, ...asked } = query;
  const last = z.uuid().safeParse(decodeCursor(cursor, 1)?.[0]).data ?? null;
  const filter = auditFilterOf(asked, deps.clock.now());
  // One line more than shown tells whether there is a next page.
  const rows = await inScope(deps.db, scope, (trx) => findAuditLines(trx, tenantId, filter, last, limit + 1));
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    at: row.at.toISOString(),
    before: rowImage.parse(row.before),
    after: rowImage.parse(row.after),
  }));
  const shown = items.at(-1);
  return { items, nextCursor: rows.length > limit && shown ? encodeCursor([shown.id]) : null };
}

/** The filter of a query: days in Türkiye as moments, and a search in texts that does not go back for ever. */
export function auditFilterOf({ from, to, q, ...rest }: AuditQuery, now: Date): AuditFilter {
  const text = q === undefined || q === '' ? undefined : q;
  const quarterAgo = text === undefined ? undefined : new Date(now.getTime() - TEXT_DAYS * DAY_MS);
  return {
    ...rest,
    text,
    since: from === undefined ? quarterAgo : midnight(from),
    until: to === undefined ? undefined : new Date(midnight(to).getTime() + DAY_MS),
  };
}

/** Where the day begins in Türkiye, which has no summer time since 2016. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00+03:00`);
}

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

type AuditQuery = z.output<typeof identityContract.listAudit.query>;

interface AuditPage {
  readonly items: z.input<typeof auditEntry>[];
  readonly nextCursor: string | null;
}

/** A cursor that is none of ours starts over. */
export async function listAudit(
  deps: Pick<IdentityDeps, 'db' | 'clock'>,
  tenantId: string,
  query: AuditQuery,
  scope: Scope,
): Promise<AuditPage> {
  const before = z.uuid().safeParse(decodeCursor(query.cursor, 1)?.[0]).data ?? null;
  const filter = filterOf(query, deps.clock.now());
  // One line more than shown tells whether there is a next page.
  const rows = await inScope(deps.db, scope, (trx) =>
    findAuditLines(trx, tenantId, filter, before, query.limit + 1),
  );
  const items = rows.slice(0, query.limit).map((row) => ({
    ...row,
    at: row.at.toISOString(),
    before: rowImage.parse(row.before),
    after: rowImage.parse(row.after),
  }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.id]) : null };
}

function filterOf({ from, to, q, ...rest }: AuditQuery, now: Date): AuditFilter {
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

/** A page of the audit log: who, when, from where, what before and after. */
import { decodeCursor, encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { z } from 'zod';
import { type AuditFilter, findAuditLines } from './audit.queries.ts';
import type { auditEntry } from './contract.ts';
import type { IdentityDeps } from './identity-deps.ts';

const rowImage = z.record(z.string(), z.unknown()).nullable();

interface AuditPage {
  readonly items: z.input<typeof auditEntry>[];
  readonly nextCursor: string | null;
}

/** A cursor that is none of ours starts over. */
export async function listAudit(
  deps: Pick<IdentityDeps, 'db'>,
  tenantId: string,
  query: AuditFilter & { readonly cursor?: string | undefined; readonly limit: number },
  scope: Scope,
): Promise<AuditPage> {
  const before = z.uuid().safeParse(decodeCursor(query.cursor, 1)?.[0]).data ?? null;
  // One line more than shown tells whether there is a next page.
  const rows = await inScope(deps.db, scope, (trx) =>
    findAuditLines(trx, tenantId, query, before, query.limit + 1),
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

/** SQL of changes of many drafts at once, kept so that they can be taken back. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { DraftCopy } from '../ledger/contract.ts';
import type { NewAttachment } from './attachments.queries.ts';

/** What one draft was before; `version` is the one after the change, null where it was deleted. */
export interface ChangedDraft {
  readonly voucherId: string;
  readonly version: number | null;
  readonly before: DraftCopy;
  /** Files of a deleted draft; changes made by earlier releases kept none. */
  readonly attachments?: readonly NewAttachment[];
}

/** Changes older than this are forgotten when the next one of the client is made. */
const KEPT_DAYS = 30;

export async function insertChange(
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string },
  kind: 'edit' | 'delete',
  items: readonly ChangedDraft[],
): Promise<string> {
  await sql`
    delete from draft_changes where tenant_id = ${place.tenantId} and client_id = ${place.clientId}
      and at < now() - make_interval(days => ${KEPT_DAYS})`.execute(trx);
  const { rows } = await sql<{ id: string }>`
    insert into draft_changes (tenant_id, client_id, kind, items, user_id)
    values (${place.tenantId}, ${place.clientId}, ${kind}, ${JSON.stringify(items)}::jsonb, app.user_id())
    returning change_id as id`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('A change of drafts that was written is not there.');
  return row.id;
}

export interface ChangeRow {
  readonly clientId: string;
  readonly items: readonly ChangedDraft[];
  readonly undoneAt: Date | null;
}

/** Locked, so that it is taken back once. */
export async function lockChange(trx: Trx, tenantId: string, changeId: string): Promise<ChangeRow | null> {
  const { rows } = await sql<ChangeRow>`
    select client_id as "clientId", items, undone_at as "undoneAt" from draft_changes
    where tenant_id = ${tenantId} and change_id = ${changeId} for update`.execute(trx);
  return rows[0] ?? null;
}

export async function markUndone(trx: Trx, tenantId: string, changeId: string): Promise<void> {
  await sql`
    update draft_changes set undone_at = now()
    where tenant_id = ${tenantId} and change_id = ${changeId}`.execute(trx);
}

/** SQL of recurring vouchers and of the due dates they served. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { KeptLine } from './templates.queries.ts';

export interface RecurringRow {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly lines: readonly KeptLine[];
  readonly every: 'month' | 'quarter' | 'year';
  readonly day: number;
  readonly nextDue: string;
  readonly until: string | null;
  readonly fault: { readonly tr: string; readonly en: string } | null;
  readonly endedAt: Date | null;
  readonly lastVoucherId: string | null;
}

const COLUMNS = sql`r.recurring_id as id, r.client_id as "clientId", r.name, r.type, r.description, r.lines, r.every, r.day,
  r.next_due as "nextDue", r.until, r.fault, r.ended_at as "endedAt",
  (select n.voucher_id from recurring_voucher_runs n
   where n.tenant_id = r.tenant_id and n.recurring_id = r.recurring_id and n.voucher_id is not null
   order by n.due desc limit 1) as "lastVoucherId"`;

/** Those that go on first, by their next date. */
export async function listRecurring(trx: Trx, tenantId: string, clientId: string): Promise<RecurringRow[]> {
  const { rows } = await sql<RecurringRow>`
    select ${COLUMNS} from recurring_vouchers r
    where r.tenant_id = ${tenantId} and r.client_id = ${clientId}
    order by r.ended_at is not null, r.next_due, r.recurring_id limit 500`.execute(trx);
  return rows;
}

export type NewRecurring = Omit<RecurringRow, 'id' | 'fault' | 'endedAt' | 'lastVoucherId'>;

export async function insertRecurring(trx: Trx, tenantId: string, row: NewRecurring): Promise<RecurringRow> {
  const { rows } = await sql<RecurringRow>`
    insert into recurring_vouchers as r (tenant_id, client_id, name, type, description, lines, every, day, next_due, until,
      created_by)
    values (${tenantId}, ${row.clientId}, ${row.name}, ${row.type}, ${row.description}, ${JSON.stringify(row.lines)}::jsonb,
      ${row.every}, ${row.day}, ${row.nextDue}, ${row.until}, app.user_id())
    returning ${COLUMNS}`.execute(trx);
  const [made] = rows;
  if (made === undefined) throw new Error('A recurring voucher that was written is not there.');
  return made;
}

export async function countRecurring(trx: Trx, tenantId: string, clientId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from recurring_vouchers
    where tenant_id = ${tenantId} and client_id = ${clientId} and ended_at is null`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** False where there is none that goes on. */
export async function endRecurring(trx: Trx, tenantId: string, recurringId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update recurring_vouchers set ended_at = coalesce(ended_at, now())
    where tenant_id = ${tenantId} and recurring_id = ${recurringId}`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Ids of those that are due by the day. */
export async function listDue(trx: Trx, tenantId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select recurring_id as id from recurring_vouchers
    where tenant_id = ${tenantId} and ended_at is null and next_due <= ${today}::date
    order by next_due, recurring_id`.execute(trx);
  return rows.map((row) => row.id);
}

/** Locked, so that two workers do not serve it at once; null where it ended meanwhile. */
export async function lockRecurring(
  trx: Trx,
  tenantId: string,
  recurringId: string,
): Promise<RecurringRow | null> {
  const { rows } = await sql<RecurringRow>`
    select ${COLUMNS} from recurring_vouchers r
    where r.tenant_id = ${tenantId} and r.recurring_id = ${recurringId} and r.ended_at is null for update of r`.execute(
    trx,
  );
  return rows[0] ?? null;
}

/** Marks the due date as served; false where it was before. */
export async function insertRun(
  trx: Trx,
  tenantId: string,
  run: { readonly recurringId: string; readonly due: string; readonly clientId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into recurring_voucher_runs (tenant_id, recurring_id, due, client_id)
    values (${tenantId}, ${run.recurringId}, ${run.due}, ${run.clientId}) on conflict do nothing`.execute(
    trx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

export async function nameDraftOfRun(
  trx: Trx,
  tenantId: string,
  run: { readonly recurringId: string; readonly due: string; readonly voucherId: string },
): Promise<void> {
  await sql`
    update recurring_voucher_runs set voucher_id = ${run.voucherId}
    where tenant_id = ${tenantId} and recurring_id = ${run.recurringId} and due = ${run.due}::date`.execute(
    trx,
  );
}

/** The next due date; past `until` it has ended. */
export async function moveOn(
  trx: Trx,
  tenantId: string,
  recurringId: string,
  nextDue: string,
): Promise<void> {
  await sql`
    update recurring_vouchers set next_due = ${nextDue}, fault = null,
      ended_at = case when until < ${nextDue}::date then now() end
    where tenant_id = ${tenantId} and recurring_id = ${recurringId}`.execute(trx);
}

export async function noteFault(
  trx: Trx,
  tenantId: string,
  recurringId: string,
  fault: { readonly code: string; readonly tr: string; readonly en: string },
): Promise<void> {
  await sql`
    update recurring_vouchers set fault = ${JSON.stringify(fault)}::jsonb
    where tenant_id = ${tenantId} and recurring_id = ${recurringId}`.execute(trx);
}

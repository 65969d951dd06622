/** SQL that tells whose an item is: by sender, alias or tax number, among the active client companies of the office. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface OwnerClues {
  readonly emails: readonly string[];
  readonly aliases: readonly string[];
  readonly taxIds: readonly string[];
}

/** The clients that any of these clues names; an address is that of a card, of a contact on it, or of a sender kept. */
export async function findOwners(trx: Trx, tenantId: string, clues: OwnerClues): Promise<string[]> {
  const { emails, aliases, taxIds } = clues;
  if (emails.length + aliases.length + taxIds.length === 0) return [];
  const { rows } = await sql<{ client_id: string }>`
    select c.client_id from clients c
    where c.tenant_id = ${tenantId} and c.archived_at is null and (
      c.tax_id = any (${[...taxIds, ...aliases]}::text[])
      or lower(c.email) = any (${emails}::text[])
      or exists (select from client_contacts k where k.tenant_id = ${tenantId} and k.client_id = c.client_id
        and lower(k.email) = any (${emails}::text[]))
      or exists (select from sync_senders s where s.tenant_id = ${tenantId} and s.client_id = c.client_id
        and ((s.kind = 'email' and s.value = any (${emails}::text[]))
          or (s.kind = 'alias' and s.value = any (${aliases}::text[])))))
    order by c.client_id limit 10`.execute(trx);
  return rows.map((row) => row.client_id);
}

/** The active clients of these tax numbers, each number with its client. */
export async function findByTaxIds(
  trx: Trx,
  tenantId: string,
  taxIds: readonly string[],
): Promise<Map<string, string>> {
  if (taxIds.length === 0) return new Map();
  const { rows } = await sql<{ tax_id: string; client_id: string }>`
    select tax_id, client_id from clients
    where tenant_id = ${tenantId} and archived_at is null and tax_id = any (${taxIds}::text[])`.execute(trx);
  return new Map(rows.map((row) => [row.tax_id, row.client_id]));
}

export interface SenderRow {
  readonly kind: 'email' | 'alias';
  readonly value: string;
  readonly clientId: string;
  readonly clientTitle: string;
}

export async function listSenders(trx: Trx, tenantId: string): Promise<SenderRow[]> {
  const { rows } = await sql<SenderRow>`
    select s.kind, s.value, s.client_id as "clientId", c.title as "clientTitle" from sync_senders s
    join clients c on c.tenant_id = s.tenant_id and c.client_id = s.client_id
    where s.tenant_id = ${tenantId} order by s.kind, s.value limit 5000`.execute(trx);
  return rows;
}

/** One of this value is moved to the client. */
export async function putSender(
  trx: Trx,
  tenantId: string,
  sender: Omit<SenderRow, 'clientTitle'> & { readonly userId: string | null },
): Promise<void> {
  await sql`
    insert into sync_senders (tenant_id, kind, value, client_id, created_by)
    values (${tenantId}, ${sender.kind}, ${sender.value}, ${sender.clientId}, ${sender.userId})
    on conflict (tenant_id, kind, value) do update set client_id = excluded.client_id`.execute(trx);
}

export async function deleteSender(
  trx: Trx,
  tenantId: string,
  kind: 'email' | 'alias',
  value: string,
): Promise<void> {
  await sql`delete from sync_senders where tenant_id = ${tenantId} and kind = ${kind} and value = ${value}`.execute(
    trx,
  );
}

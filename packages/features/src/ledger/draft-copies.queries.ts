/** SQL of copying vouchers whole: a draft kept as JSON and put back exactly, a posted voucher reopened as a draft. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { insertLines } from './proposals.queries.ts';
import type { DraftCopy } from './voucher-acts.ts';

/** The voucher with its lines as it stands, amounts as text; null where there is none. */
export async function copyDraft(trx: Trx, tenantId: string, voucherId: string): Promise<DraftCopy | null> {
  const { rows } = await sql<{ copy: DraftCopy }>`
    select jsonb_build_object('type', v.type, 'date', v.voucher_date, 'description', v.description,
      'reversalOf', v.reversal_of, 'lines', coalesce((
      select jsonb_agg(jsonb_build_object('line_no', l.line_no, 'account_code', l.account_code,
        'debit_kurus', l.debit_kurus::text, 'credit_kurus', l.credit_kurus::text, 'description', l.description,
        'fx_currency', l.fx_currency, 'fx_amount', l.fx_amount::text, 'fx_rate', l.fx_rate::text,
        'reason', l.reason) order by l.line_no)
      from voucher_lines l where l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id), '[]'::jsonb)) as copy
    from vouchers v where v.tenant_id = ${tenantId} and v.voucher_id = ${voucherId}`.execute(trx);
  return rows[0]?.copy ?? null;
}

/** True where every account of the copy is still in the client's chart. */
export async function chartHolds(
  trx: Trx,
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  copy: DraftCopy,
): Promise<boolean> {
  const codes = [...new Set(copy.lines.map((line) => line.account_code))];
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from accounts
    where tenant_id = ${tenantId} and client_id = ${clientId} and code = any (${codes}::text[])`.execute(trx);
  return rows[0]?.found === codes.length;
}

interface Owner {
  readonly tenantId: string;
  readonly clientId: string;
}

/** Writes the copy as the document's draft, or as one of no document; returns its id. */
export async function insertCopy(
  trx: Trx,
  { tenantId, clientId }: Owner,
  documentId: string | null,
  copy: DraftCopy,
): Promise<string> {
  const { voucher_id } = await trx
    .insertInto('vouchers')
    .values({
      tenant_id: tenantId,
      client_id: clientId,
      type: copy.type,
      voucher_date: copy.date,
      description: copy.description,
      document_id: documentId,
      created_by: sql<string>`app.user_id()`,
    })
    .returning('voucher_id')
    .executeTakeFirstOrThrow();
  await insertCopiedLines(trx, { tenantId, clientId }, voucher_id, copy);
  return voucher_id;
}

/** Writes the lines of the copy into a draft that has none. */
export async function insertCopiedLines(
  trx: Trx,
  { tenantId, clientId }: Owner,
  voucherId: string,
  copy: DraftCopy,
): Promise<void> {
  const lines = copy.lines.map((line) => ({ ...line, voucher_id: voucherId }));
  await insertLines(trx, { tenantId, clientId }, lines);
}

/** Changes the account of the lines with these roles; the caller holds the draft and has checked the accounts. */
export async function changeAccountsOfRoles(
  trx: Trx,
  tenantId: string,
  voucherId: string,
  changes: readonly { readonly role: string; readonly account: string }[],
): Promise<void> {
  await sql`
    update voucher_lines l set account_code = c.account
    from json_to_recordset(${JSON.stringify(changes)}::json) as c (role text, account text)
    where l.tenant_id = ${tenantId} and l.voucher_id = ${voucherId} and l.reason ->> 'role' = c.role
      and l.account_code <> c.account`.execute(trx);
}

/** Puts account `to` in place of `from` on the lines of a draft; answers how many lines that were. */
export async function swapAccount(
  trx: Trx,
  tenantId: string,
  voucherId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update voucher_lines set account_code = ${to}
    where tenant_id = ${tenantId} and voucher_id = ${voucherId} and account_code = ${from}`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** SQL of templates of vouchers. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** A line as it is kept; amounts in kuruş as text. */
export interface KeptLine {
  readonly accountCode: string;
  readonly description: string;
  readonly debit: string;
  readonly credit: string;
  /** Foreign amount and the rate of the day on which it was kept; lines of earlier releases have none. */
  readonly fx?: { readonly currency: string; readonly amount: string; readonly rate: string } | null;
}

export interface TemplateRow {
  readonly id: string;
  readonly clientId: string | null;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly lines: readonly KeptLine[];
}

const COLUMNS = sql`template_id as id, client_id as "clientId", name, type, description, lines`;

/** Those of the client and of the whole office, by name. */
export async function listTemplates(trx: Trx, tenantId: string, clientId: string): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${COLUMNS} from voucher_templates
    where tenant_id = ${tenantId} and (client_id = ${clientId} or client_id is null)
    order by app.fold(name), template_id`.execute(trx);
  return rows;
}

export async function countTemplates(trx: Trx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from voucher_templates where tenant_id = ${tenantId}`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Writes the template, in place of the one of the same name. */
export async function saveTemplate(
  trx: Trx,
  tenantId: string,
  { clientId, name, type, description, lines }: Omit<TemplateRow, 'id'>,
): Promise<TemplateRow> {
  const { rows } = await sql<TemplateRow>`
    insert into voucher_templates as t (tenant_id, client_id, name, type, description, lines)
    values (${tenantId}, ${clientId}, ${name}, ${type}, ${description}, ${JSON.stringify(lines)}::jsonb)
    on conflict (tenant_id, client_id, app.fold(name)) do update set name = excluded.name, type = excluded.type,
      description = excluded.description, lines = excluded.lines, version = t.version + 1
    returning ${COLUMNS}`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('A template that was written is not there.');
  return row;
}

/** False where there is none. */
export async function deleteTemplate(trx: Trx, tenantId: string, templateId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from voucher_templates where tenant_id = ${tenantId} and template_id = ${templateId}`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}

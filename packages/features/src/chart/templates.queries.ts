/** Every statement of the templates of charts. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly accountCount: number;
  readonly version: number;
}

const columns = ['template_id as id', 'name', 'account_count as accountCount', 'version'] as const;

export function listTemplates(trx: Trx, tenantId: string): Promise<TemplateRow[]> {
  return trx
    .selectFrom('chart_templates')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .orderBy(sql`app.fold(name)`)
    .execute();
}

export async function templateExists(trx: Trx, tenantId: string, templateId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('chart_templates')
    .select('template_id')
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Null where there is none. */
export async function lockTemplate(
  trx: Trx,
  tenantId: string,
  templateId: string,
): Promise<TemplateRow | null> {
  const row = await trx
    .selectFrom('chart_templates')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** One at a time per office for whoever names templates. */
export async function lockTemplates(trx: Trx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('chart templates ' || ${tenantId}, 0))`.execute(
    trx,
  );
}

/** How many there are, and whether another of them has this name, however it is typed. */
export async function lookAtNames(
  trx: Trx,
  tenantId: string,
  name: string,
  except: string | null,
): Promise<{ count: number; isTaken: boolean }> {
  const { rows } = await sql<{ count: number; isTaken: boolean }>`
    select count(*)::int as count,
           coalesce(bool_or(app.fold(name) = app.fold(${name}) and template_id is distinct from ${except}::uuid), false) as "isTaken"
    from chart_templates where tenant_id = ${tenantId}`.execute(trx);
  return rows[0] ?? { count: 0, isTaken: false };
}

export function insertTemplate(
  trx: Trx,
  tenantId: string,
  name: string,
  accountCount: number,
): Promise<TemplateRow> {
  return trx
    .insertInto('chart_templates')
    .values({ tenant_id: tenantId, name, account_count: accountCount })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function changeTemplate(
  trx: Trx,
  tenantId: string,
  templateId: string,
  change: { readonly name: string; readonly account_count: number },
): Promise<TemplateRow> {
  return trx
    .updateTable('chart_templates')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function deleteTemplate(trx: Trx, tenantId: string, templateId: string): Promise<void> {
  await trx
    .deleteFrom('chart_templates')
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .execute();
}

export interface TemplateAccount {
  readonly code: string;
  readonly name: string;
  readonly isGroup: boolean;
}

export function loadTemplateAccounts(
  trx: Trx,
  tenantId: string,
  templateId: string,
): Promise<TemplateAccount[]> {
  return trx
    .selectFrom('chart_template_accounts')
    .select(['code', 'name', 'is_group as isGroup'])
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .orderBy('code')
    .execute();
}

/** Puts these accounts in the place of those that the template had. */
export async function replaceTemplateAccounts(
  trx: Trx,
  tenantId: string,
  templateId: string,
  accounts: readonly TemplateAccount[],
): Promise<void> {
  await trx
    .deleteFrom('chart_template_accounts')
    .where('tenant_id', '=', tenantId)
    .where('template_id', '=', templateId)
    .execute();
  await sql`
    insert into chart_template_accounts (tenant_id, template_id, code, name, is_group)
    select ${tenantId}, ${templateId}, code, name, "isGroup"
    from json_to_recordset(${JSON.stringify(accounts)}::json) as a (code text, name text, "isGroup" boolean)`.execute(
    trx,
  );
}

/** Settings and logo of an office; an office without a row has the table's defaults. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/** Columns as the application changes them. */
export interface SettingsColumns {
  readonly tax_id: string | null;
  readonly tax_office: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly signer_name: string | null;
  readonly signer_title: string | null;
  readonly signer_number: string | null;
  readonly letterhead_text: string | null;
  readonly fiscal_year_start_month: number;
  readonly purchase_default: string;
  readonly language: string;
  readonly late_day: number;
  readonly time_zone: string;
  readonly second_factor_required: boolean;
  readonly session_idle_hours: number;
}

export interface LogoRow {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Null where nothing was saved yet. */
export async function findSettings(
  trx: Trx,
  tenantId: string,
): Promise<(SettingsColumns & { version: number }) | null> {
  const row = await trx
    .selectFrom('office_settings')
    .where('tenant_id', '=', tenantId)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Name of the office; locked where it is about to change, so that two who save at once come one after the other. */
export async function officeName(trx: Trx, tenantId: string, lock = false): Promise<string> {
  const row = await trx
    .selectFrom('offices')
    .where('tenant_id', '=', tenantId)
    .$if(lock, (query) => query.forUpdate())
    .select('name')
    .executeTakeFirstOrThrow();
  return row.name;
}

export async function renameOffice(trx: Trx, tenantId: string, name: string): Promise<void> {
  await trx.updateTable('offices').set({ name }).where('tenant_id', '=', tenantId).execute();
}

/** Sets what is given and raises the version; the first time, everything else takes its default. */
export async function saveSettings(
  trx: Trx,
  tenantId: string,
  change: Partial<SettingsColumns>,
): Promise<void> {
  await trx
    .insertInto('office_settings')
    .values({ tenant_id: tenantId, ...change })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet({ ...change, version: sql`office_settings.version + 1` }),
    )
    .execute();
}

export async function findLogo(trx: Trx, tenantId: string): Promise<LogoRow | null> {
  const row = await trx
    .selectFrom('office_logos')
    .where('tenant_id', '=', tenantId)
    .select(['png', 'width', 'height'])
    .executeTakeFirst();
  return row ?? null;
}

export async function putLogo(
  trx: Trx,
  tenantId: string,
  logo: LogoRow & { readonly sha256: string },
): Promise<void> {
  const { png, width, height, sha256 } = logo;
  await trx
    .insertInto('office_logos')
    .values({ tenant_id: tenantId, png, width, height, sha256 })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet({ png, width, height, sha256, uploaded_at: sql`now()` }),
    )
    .execute();
}

export async function removeLogo(trx: Trx, tenantId: string): Promise<void> {
  await trx.deleteFrom('office_logos').where('tenant_id', '=', tenantId).execute();
}

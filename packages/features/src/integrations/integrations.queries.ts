/** SQL of integrations: their settings and cursor, whose turn it is, and how they stand after a run. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { ShownFault } from './contract.ts';

/** Values as the form has them. */
export type SettingValues = Readonly<Record<string, string | number | boolean>>;

export interface IntegrationRow {
  readonly integrationId: string;
  readonly clientId: string | null;
  readonly clientTitle: string | null;
  readonly kind: string;
  readonly name: string;
  readonly settings: SettingValues;
  readonly secrets: Buffer | null;
  readonly cursor: unknown;
  readonly everyMinutes: number | null;
  readonly state: 'active' | 'paused' | 'removed';
  readonly fault: ShownFault | null;
  readonly failuresInARow: number;
  readonly nextDueAt: Date | null;
  readonly version: number;
  readonly createdBy: string | null;
}

const columns = sql`i.integration_id as "integrationId", i.client_id as "clientId", c.title as "clientTitle", i.kind,
  i.name, i.settings, i.secrets, i.cursor, i.every_minutes as "everyMinutes", i.state, i.fault,
  i.failures_in_a_row as "failuresInARow", i.next_due_at as "nextDueAt", i.version, i.created_by as "createdBy"`;

/** Those that are not removed, by name. */
export async function listIntegrations(trx: Trx, tenantId: string): Promise<IntegrationRow[]> {
  const { rows } = await sql<IntegrationRow>`
    select ${columns} from integrations i
    left join clients c on c.tenant_id = i.tenant_id and c.client_id = i.client_id
    where i.tenant_id = ${tenantId} and i.state <> 'removed'
    order by app.fold(i.name), i.integration_id`.execute(trx);
  return rows;
}

export async function findIntegration(
  trx: Trx,
  tenantId: string,
  integrationId: string,
): Promise<IntegrationRow | undefined> {
  const { rows } = await sql<IntegrationRow>`
    select ${columns} from integrations i
    left join clients c on c.tenant_id = i.tenant_id and c.client_id = i.client_id
    where i.tenant_id = ${tenantId} and i.integration_id = ${integrationId} and i.state <> 'removed'`.execute(
    trx,
  );
  return rows[0];
}

/** The same, held against every other change until the transaction ends. */
export async function holdIntegration(
  trx: Trx,
  tenantId: string,
  integrationId: string,
): Promise<IntegrationRow | undefined> {
  await sql`select from integrations where tenant_id = ${tenantId} and integration_id = ${integrationId}
    for no key update`.execute(trx);
  return findIntegration(trx, tenantId, integrationId);
}

export interface IntegrationToSave {
  readonly integrationId: string;
  readonly clientId: string | null;
  readonly kind: string;
  readonly name: string;
  readonly settings: SettingValues;
  readonly secrets: Buffer | null;
  readonly everyMinutes: number | null;
  readonly userId: string | null;
}

/** Its first run is due at once, where it has a schedule. */
export async function insertIntegration(trx: Trx, tenantId: string, given: IntegrationToSave): Promise<void> {
  await sql`
    insert into integrations (tenant_id, integration_id, client_id, kind, name, settings, secrets, every_minutes,
      next_due_at, created_by)
    values (${tenantId}, ${given.integrationId}, ${given.clientId}, ${given.kind}, ${given.name},
      ${JSON.stringify(given.settings)}::jsonb, ${given.secrets}, ${given.everyMinutes},
      case when ${given.everyMinutes}::int is null then null else now() end, ${given.userId})`.execute(trx);
}

/** Name, settings, schedule; false where somebody changed it since this version. */
export async function updateIntegration(
  trx: Trx,
  tenantId: string,
  given: Omit<IntegrationToSave, 'kind' | 'userId'> & { readonly version: number },
): Promise<boolean> {
  const { rows } = await sql`
    update integrations set client_id = ${given.clientId}, name = ${given.name},
      settings = ${JSON.stringify(given.settings)}::jsonb, secrets = ${given.secrets},
      every_minutes = ${given.everyMinutes},
      next_due_at = case when ${given.everyMinutes}::int is null then null
        when every_minutes is not distinct from ${given.everyMinutes}::int then next_due_at else now() end,
      version = version + 1, changed_at = now()
    where tenant_id = ${tenantId} and integration_id = ${given.integrationId} and version = ${given.version}
      and state <> 'removed'
    returning integration_id`.execute(trx);
  return rows.length === 1;
}

/** What a test found out and is to be kept, beside what the person entered. */
export async function keepSettings(
  trx: Trx,
  tenantId: string,
  integrationId: string,
  settings: SettingValues,
  secrets: Buffer | null,
): Promise<void> {
  await sql`
    update integrations set settings = ${JSON.stringify(settings)}::jsonb, secrets = ${secrets},
      version = version + 1, changed_at = now()
    where tenant_id = ${tenantId} and integration_id = ${integrationId}`.execute(trx);
}

export async function setIntegrationState(
  trx: Trx,
  tenantId: string,
  integrationId: string,
  state: 'active' | 'paused' | 'removed',
): Promise<void> {
  await sql`
    update integrations set state = ${state}, fault = null, failures_in_a_row = 0, version = version + 1,
      changed_at = now(), secrets = case when ${state} = 'removed' then null else secrets end,
      next_due_at = case when ${state} = 'active' and every_minutes is not null then now() end
    where tenant_id = ${tenantId} and integration_id = ${integrationId}`.execute(trx);
}

export async function saveCursor(
  trx: Trx,
  tenantId: string,
  integrationId: string,
  cursor: unknown,
): Promise<void> {
  await sql`update integrations set cursor = ${JSON.stringify(cursor)}::jsonb
    where tenant_id = ${tenantId} and integration_id = ${integrationId}`.execute(trx);
}

/** After a run that ended well: nothing is wrong, the next is due after the interval, or at once where work is left. */
export async function settleSuccess(
  trx: Trx,
  tenantId: string,
  integrationId: string,
  isWorkLeft: boolean,
): Promise<void> {
  await sql`
    update integrations set failures_in_a_row = 0,
      next_due_at = case when state <> 'active' or every_minutes is null then null
        when ${isWorkLeft} then now() else now() + make_interval(mins => every_minutes) end
    where tenant_id = ${tenantId} and integration_id = ${integrationId}`.execute(trx);
}

/** After a run that failed: tried again after a while, or paused with the reason. Answers failures in a row. */
export async function settleFailure(
  trx: Trx,
  tenantId: string,
  integrationId: string,
  after: { readonly fault: ShownFault; readonly pauses: boolean; readonly waitMs: number },
): Promise<void> {
  await sql`
    update integrations set failures_in_a_row = failures_in_a_row + 1,
      state = case when state = 'active' and ${after.pauses} then 'paused' else state end,
      fault = case when state = 'active' and ${after.pauses} then ${JSON.stringify(after.fault)}::jsonb else fault end,
      next_due_at = case when state <> 'active' or ${after.pauses} or every_minutes is null then null
        else now() + make_interval(secs => ${after.waitMs / 1000}::double precision) end
    where tenant_id = ${tenantId} and integration_id = ${integrationId}`.execute(trx);
}

/** Active ones whose time has come and that no run is about. */
export async function listDue(
  trx: Trx,
  tenantId: string,
): Promise<{ integrationId: string; clientId: string | null }[]> {
  const { rows } = await sql<{ integrationId: string; clientId: string | null }>`
    select integration_id as "integrationId", client_id as "clientId" from integrations i
    where tenant_id = ${tenantId} and state = 'active' and next_due_at <= now() and not exists (
      select from sync_runs r where r.tenant_id = ${tenantId} and r.integration_id = i.integration_id
        and r.state in ('queued', 'running'))
    order by next_due_at limit 500`.execute(trx);
  return rows;
}

/** The owners of the office, and who made the integration: they are told where it needs a person. */
export async function listResponsible(trx: Trx, tenantId: string, integrationId: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select m.user_id from memberships m
    where m.tenant_id = ${tenantId} and m.disabled_at is null and (m.role = 'owner' or m.user_id = (
      select created_by from integrations where tenant_id = ${tenantId} and integration_id = ${integrationId}))
    order by m.user_id`.execute(trx);
  return rows.map((row) => row.user_id);
}

export interface Standing {
  readonly active: number;
  readonly running: number;
  readonly late: number;
  readonly pausedByFaults: number;
}

/** How an office's integrations stand, for who operates the installation: counts alone. */
export async function countStanding(trx: Trx, tenantId: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select
      count(*) filter (where i.state = 'active')::int as active,
      count(*) filter (where r.state = 'running')::int as running,
      count(*) filter (where (r.state is null and i.state = 'active' and i.next_due_at < now() - interval '10 minutes')
        or coalesce(r.heard_at, r.created_at) < now() - interval '10 minutes')::int as late,
      count(*) filter (where i.state = 'paused' and i.fault is not null)::int as "pausedByFaults"
    from integrations i
    left join sync_runs r on r.tenant_id = ${tenantId} and r.integration_id = i.integration_id
      and r.state in ('queued', 'running')
    where i.tenant_id = ${tenantId} and i.state <> 'removed'`.execute(trx);
  return rows[0] ?? { active: 0, running: 0, late: 0, pausedByFaults: 0 };
}

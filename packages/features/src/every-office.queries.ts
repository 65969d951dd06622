/** Walks over every office, for what an installation does or counts as a whole. */
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import type { Database, Trx } from './feature.ts';

/** No office: the walk itself sees offices only, what they hold is read one office after another. */
const NO_OFFICE: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

/** The tenant ids of all offices, by a policy that holds for this transaction alone. */
export function listOffices(db: Database): Promise<string[]> {
  return inScope(db, NO_OFFICE, async (trx) => {
    await sql`select set_config('app.every_office', 'on', true)`.execute(trx);
    const rows = await trx.selectFrom('offices').select('tenant_id').orderBy('tenant_id').execute();
    return rows.map((row) => row.tenant_id);
  });
}

/** The tenant ids of the offices of one kind. */
export function listOfficesOfKind(db: Database, kind: 'demo' | 'smoke'): Promise<string[]> {
  return inScope(db, NO_OFFICE, async (trx) => {
    await sql`select set_config('app.every_office', 'on', true)`.execute(trx);
    const rows = await trx
      .selectFrom('offices')
      .select('tenant_id')
      .where('kind', '=', kind)
      .orderBy('tenant_id')
      .execute();
    return rows.map((row) => row.tenant_id);
  });
}

/** Asks each office by itself, under its own row-level security, one after another. */
export async function askEveryOffice<Answer>(
  db: Database,
  ask: (trx: Trx, tenantId: string) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const tenantId of await listOffices(db))
    answers.push(await inScope(db, systemScope(tenantId), (trx) => ask(trx, tenantId)));
  return answers;
}

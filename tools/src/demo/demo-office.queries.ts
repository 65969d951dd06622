/** Finds the demo office from the door: a person sees the offices they belong to. */
import type { Trx } from '@muhasebi/features/feature.ts';

export interface DemoOffice {
  readonly tenantId: string;
  readonly createdAt: Date;
}

/** Needs a scope whose user is the owner. Null before the office is made. */
export async function findDemoOffice(trx: Trx): Promise<DemoOffice | null> {
  const row = await trx
    .selectFrom('offices')
    .where('kind', '=', 'demo')
    .orderBy('tenant_id')
    .select(['tenant_id as tenantId', 'created_at as createdAt'])
    .executeTakeFirst();
  return row ?? null;
}

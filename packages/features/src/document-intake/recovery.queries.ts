/** SQL of the recovery job: documents that nobody works on. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Failure } from './failure.ts';

/** A document is sent on in one run or the next; a bound keeps a run short. */
const DOCUMENTS_A_RUN = 5_000;
/** Younger documents may have a job that was saved after the jobs were looked at. */
const MIN_AGE_MINUTES = 2;

export async function officeHasUnfinished(trx: Trx, tenantId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('documents')
    .select('document_id')
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`state in ('PENDING', 'PROCESSING')`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface Unfinished {
  readonly documentId: string;
  readonly clientId: string;
  readonly kind: string;
  readonly fileName: string;
}

/** Locks unfinished documents other than those `cared` for by a living job. */
export async function listUnfinished(
  trx: Trx,
  tenantId: string,
  cared: readonly string[],
): Promise<Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    select d.document_id as "documentId", d.client_id as "clientId", d.kind, d.file_name as "fileName"
    from documents d
    where d.tenant_id = ${tenantId} and d.state in ('PENDING', 'PROCESSING')
      and d.created_at < now() - make_interval(mins => ${MIN_AGE_MINUTES})
      and not exists (select from unnest(${cared}::uuid[]) c where c = d.document_id)
    order by d.document_id limit ${DOCUMENTS_A_RUN} for update skip locked`.execute(trx);
  return rows;
}

export async function failDocuments(
  trx: Trx,
  tenantId: string,
  failures: readonly { readonly document_id: string; readonly failure: Failure }[],
): Promise<void> {
  if (failures.length === 0) return;
  await sql`
    update documents d set state = 'FAILED', failure = r.failure, version = d.version + 1
    from jsonb_to_recordset(${JSON.stringify(failures)}::jsonb) as r (document_id uuid, failure jsonb)
    where d.tenant_id = ${tenantId} and d.document_id = r.document_id`.execute(trx);
}

/** SQL of files whose links ended: the runs let go of them, and later the store. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

/**
 * At most `limit` runs whose links ended before `endedBefore` let go of their files; what nothing else points to is no
 * stored file any more (the trigger release_file). Answers how many runs.
 */
export async function letGoOfFiles(
  trx: Trx,
  tenantId: string,
  { endedBefore, now, limit }: { readonly endedBefore: Date; readonly now: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql`
    update report_runs r set sha256 = null, size_bytes = null, ended_sha256 = r.sha256, file_ended_at = ${now}
    where r.tenant_id = ${tenantId} and r.run_id in (
      select run_id from report_runs
      where tenant_id = ${tenantId} and sha256 is not null and expires_at < ${endedBefore}
        and state not in ('queued', 'running')
      order by expires_at limit ${limit} for update skip locked)
    returning r.run_id`.execute(trx);
  return rows.length;
}

export interface EndedFile {
  readonly sha256: string;
  /** Something points to the same content: it stays. */
  readonly isNamed: boolean;
}

/** At most `limit` contents that runs let go of before `endedBefore`. */
export async function listEndedFiles(
  trx: Trx,
  tenantId: string,
  { endedBefore, limit }: { readonly endedBefore: Date; readonly limit: number },
): Promise<EndedFile[]> {
  const { rows } = await sql<EndedFile>`
    select r.ended_sha256 as sha256, exists (
      select from stored_files f where f.tenant_id = ${tenantId} and f.sha256 = r.ended_sha256) as "isNamed"
    from report_runs r
    where r.tenant_id = ${tenantId} and r.ended_sha256 is not null and r.file_ended_at < ${endedBefore}
    group by r.ended_sha256 order by min(r.file_ended_at), r.ended_sha256 limit ${limit}`.execute(trx);
  return rows;
}

/** The store has done its part, or the content is somebody else's. */
export async function forgetEndedFile(
  trx: Trx,
  tenantId: string,
  sha256: string,
  endedBefore: Date,
): Promise<void> {
  await sql`update report_runs set ended_sha256 = null
    where tenant_id = ${tenantId} and ended_sha256 = ${sha256} and file_ended_at < ${endedBefore}`.execute(
    trx,
  );
}

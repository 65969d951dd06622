/** Gives a client so many documents that no screen could hold them, in one statement; they were read and wait for nobody. */
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { withDatabase } from './database.ts';

/** Documents 1 to `count`, the last one the newest; their numbers are COK0000000001 and on. */
export async function addManyDocuments(tenantId: string, clientId: string, count: number): Promise<void> {
  await withDatabase((db) =>
    inScope(db, systemScope(tenantId), async (trx) => {
      await sql`insert into stored_files (tenant_id, sha256, size_bytes)
        select ${tenantId}::uuid, encode(sha256(('çok ' || n)::bytea), 'hex'), 1 from generate_series(1, ${count}::int) n`.execute(
        trx,
      );
      await sql`insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, kind, direction,
          type, document_no, issue_date, counterparty_name, currency, payable, reject_reason, read_at)
        select ${tenantId}::uuid, ${clientId}::uuid, encode(sha256(('çok ' || n)::bytea), 'hex'), 1, 'cok-' || n || '.xml', uuidv7(),
          case when n % 4 = 0 then 'REJECTED' else 'READY' end, 'invoice', 'alis', 'SATIS', 'COK' || lpad(n::text, 10, '0'),
          date '2026-01-01' + n % 300, 'IŞIK İNŞAAT ' || n % 500, 'TRY', n, case when n % 4 = 0 then 'Bize ait değil' end, now()
        from generate_series(1, ${count}::int) n`.execute(trx);
    }),
  );
}

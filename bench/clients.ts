/** Measures the list of clients of an office with 300 clients and 90,000 documents, a tenth of them waiting. */
import { listClients } from '@muhasebi/features/clients/clients.queries.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { CLIENTS, openBenchOffice, sideBySide } from './bench-office.ts';
import { tell } from './tell.ts';

const { db, scope, tenantId, close } = await openBenchOffice(async (trx, tenant) => {
  await sql`with f as (
      insert into stored_files (tenant_id, sha256, size_bytes)
      select ${tenant}, encode(sha256(uuidv7()::text::bytea), 'hex'), 1 from generate_series(1, 300) returning sha256),
    d as (select f.sha256, c.client_id, row_number() over () % 10 = 0 as waits from f, clients c
          where c.tenant_id = ${tenant})
    insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, reject_reason)
    select ${tenant}, client_id, sha256, 1, 'a.xml', uuidv7(), case when waits then 'READY' else 'REJECTED' end,
           case when waits then null else 'ölçüm' end from d`.execute(trx);
});
try {
  const took = await sideBySide(
    async () => {
      const filter = { text: null, archived: false, order: 'title', after: null, limit: CLIENTS } as const;
      const rows = await inScope(db, scope, (trx) => listClients(trx, tenantId, filter));
      if (rows.length !== CLIENTS || rows.reduce((sum, row) => sum + row.review, 0) !== 9000)
        throw new Error('the list is not what was put in');
    },
    async () => {
      await inScope(db, scope, (trx) =>
        trx.selectFrom('clients').selectAll().where('tenant_id', '=', tenantId).execute(),
      );
    },
  );
  tell({
    bench: 'list of 300 clients, 90,000 documents',
    unit: 'ms',
    figure: Math.round(took.ours),
    baseline: Math.round(took.baseline),
    baselineIs: 'the same rows without the counts of documents',
    goal: 'none set',
    met: null,
  });
} finally {
  await close();
}

/** Measures the list of clients of an office with 300 clients and 90,000 documents, a tenth of them waiting. */
import { randomUUID } from 'node:crypto';
import { listClients } from '@muhasebi/features/clients/clients.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { sql } from 'kysely';
import { median } from './median.ts';
import { tell } from './tell.ts';

const postgres = await startTemporaryPostgres();
const database = await copyTemplate(postgres.address);
const db = createDatabase<DB>(
  createPool({
    url: database.appUrl,
    maxConnections: 2,
    applicationName: 'bench',
    statementTimeoutMs: 120_000,
  }),
);
const tenantId = randomUUID();
const scope = systemScope(tenantId);
try {
  await inScope(db, scope, async (trx) => {
    await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Ölçüm' }).execute();
    await sql`insert into clients (tenant_id, title, tax_id)
      select ${tenantId}, 'Mükellef ' || n, (1000000000 + n)::text from generate_series(1, 300) n`.execute(
      trx,
    );
    await sql`with f as (
        insert into stored_files (tenant_id, sha256, size_bytes)
        select ${tenantId}, encode(sha256(uuidv7()::text::bytea), 'hex'), 1 from generate_series(1, 300) returning sha256),
      d as (select f.sha256, c.client_id, row_number() over () % 10 = 0 as waits from f, clients c
            where c.tenant_id = ${tenantId})
      insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, reject_reason)
      select ${tenantId}, client_id, sha256, 1, 'a.xml', uuidv7(), case when waits then 'READY' else 'REJECTED' end,
             case when waits then null else 'ölçüm' end from d`.execute(trx);
  });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < 20; n++) {
    let start = performance.now();
    const rows = await inScope(db, scope, (trx) =>
      listClients(trx, tenantId, { text: null, archived: false, after: null, limit: 300 }),
    );
    ours.push(performance.now() - start);
    if (rows.length !== 300 || rows.reduce((sum, row) => sum + row.review, 0) !== 9000)
      throw new Error('the list is not what was put in');
    start = performance.now();
    await inScope(db, scope, (trx) =>
      trx.selectFrom('clients').selectAll().where('tenant_id', '=', tenantId).execute(),
    );
    bare.push(performance.now() - start);
  }
  tell({
    bench: 'list of 300 clients, 90,000 documents',
    unit: 'ms',
    figure: Math.round(median(ours)),
    baseline: Math.round(median(bare)),
    baselineIs: 'the same rows without the counts of documents',
    goal: 'none set',
    met: null,
  });
} finally {
  await db.destroy();
  await postgres.stop();
}

/** A migrated throw-away database with one office of 300 clients, and two measurements beside each other. */
import { randomUUID } from 'node:crypto';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { copyTemplate, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import { median } from './median.ts';

export const CLIENTS = 300;
const ROUNDS = 20;

export interface BenchOffice {
  readonly database: TestDatabase;
  readonly db: Kysely<DB>;
  readonly tenantId: string;
  readonly scope: Scope;
  close(): Promise<void>;
}

/** Starts it; `fill` adds what the measurement is about, in the transaction that opens the office. */
export async function openBenchOffice(
  fill: (trx: Transaction<DB>, tenantId: string) => Promise<void>,
): Promise<BenchOffice> {
  const postgres = await startTemporaryPostgres();
  const database = await copyTemplate(postgres.address);
  const pool = createPool({
    url: database.appUrl,
    maxConnections: 2,
    applicationName: 'bench',
    statementTimeoutMs: 300_000,
  });
  const db = createDatabase<DB>(pool);
  const tenantId = randomUUID();
  const scope = systemScope(tenantId);
  const close = async () => {
    await db.destroy();
    await postgres.stop();
  };
  try {
    await inScope(db, scope, async (trx) => {
      await trx.insertInto('offices').values({ tenant_id: tenantId, name: 'Ölçüm' }).execute();
      await sql`insert into clients (tenant_id, title, tax_id)
        select ${tenantId}, 'Mükellef ' || n, (1000000000 + n)::text from generate_series(1, ${CLIENTS}::int) n`.execute(
        trx,
      );
      await fill(trx, tenantId);
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { database, db, tenantId, scope, close };
}

/** Milliseconds of the one and of the other, in turns, so that what disturbs the machine disturbs both. */
export async function sideBySide(
  ours: () => Promise<void>,
  baseline: () => Promise<void>,
): Promise<{ readonly ours: number; readonly baseline: number }> {
  const took: Record<'ours' | 'baseline', number[]> = { ours: [], baseline: [] };
  const time = async (work: () => Promise<void>, into: number[]) => {
    const start = performance.now();
    await work();
    into.push(performance.now() - start);
  };
  for (let round = 0; round < ROUNDS; round++) {
    await time(ours, took.ours);
    await time(baseline, took.baseline);
  }
  return { ours: median(took.ours), baseline: median(took.baseline) };
}

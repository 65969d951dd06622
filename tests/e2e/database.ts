/** The database of the installation, for what a journey needs to stand there and no page gives. */
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inject } from 'vitest';

/** Lends a connection of the application's own role; a statement may take four minutes: some write hundreds of thousands of rows. */
export async function withDatabase<T>(
  work: (db: ReturnType<typeof createDatabase<DB>>) => Promise<T>,
): Promise<T> {
  const db = createDatabase<DB>(
    createPool({
      url: inject('installation').appUrl,
      maxConnections: 1,
      applicationName: 'e2e',
      statementTimeoutMs: 240_000,
    }),
  );
  return work(db).finally(() => db.destroy());
}

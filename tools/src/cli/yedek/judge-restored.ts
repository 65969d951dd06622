/** Looks at a restored installation before it counts as restored: the books, the documents, the indexes. */
import { checkLedger } from '@muhasebi/features/ledger-check/check-ledger.ts';
import { fileRules, ledgerRules } from '@muhasebi/features/ledger-rules.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { provisionDatabase } from '@muhasebi/platform/embedded-postgres/provision.ts';
import type { PostgresServer } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { databaseExtensions, databaseName } from '../../start/local-database.ts';
import { reportInWords } from '../defter/present-report.ts';
import { Refused } from './installation.ts';

const STATEMENT_TIMEOUT_MS = 30 * 60_000;

/** Throws Refused with the report where something differs; answers the report in words where all is whole. */
export async function judgeRestored(
  server: PostgresServer,
  documentsDir: string,
  ownerPassword: string,
): Promise<string> {
  const owner = { name: 'muhasebi_owner', password: ownerPassword };
  // The owner's password is set anew at every start, and the check asks as the owner.
  await provisionDatabase(server.superuserUrl('postgres'), {
    database: databaseName,
    owner,
    extensions: databaseExtensions,
  });
  const pool = createPool({
    url: server.url(databaseName, owner.name, owner.password),
    maxConnections: 1,
    applicationName: 'muhasebi-yedek',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const db = createDatabase<DB>(pool);
  try {
    const storage = createDiskStorage(documentsDir);
    const everything = { officeId: null, clientId: null };
    const report = await checkLedger({ db, storage, clock: systemClock, ledgerRules, fileRules }, everything);
    if (report === null) throw new Error('a check of everything always finds what to check');
    if (!report.isWhole) throw new Refused(reportInWords(report));
    return reportInWords(report);
  } finally {
    await db.destroy();
  }
}

/** One backup of a server at a time: a lock of the database's own, which ends with the process that holds it. */
import pg from 'pg';

/** Ours alone ("MUHB"). */
const ADVISORY_LOCK = 0x4d554842;

/** Another run is at work on this server. */
export class BackupRunning extends Error {}

/** Runs `work` while nobody else's runs. Throws BackupRunning. */
export async function asOnlyBackup<Result>(
  superuserUrl: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'muhasebi-yedek' });
  await client.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
      ADVISORY_LOCK,
    ]);
    if (rows[0]?.got !== true) throw new BackupRunning('another backup of this server is running');
    return await work();
  } finally {
    await client.end();
  }
}

/** Which stored files a database names, over all offices. */
import pg from 'pg';
import type { DocumentOfBackup } from './documents-pool.ts';

/** The superuser sees every office: a backup is of the whole installation. */
export async function readDocuments(superuserUrl: string) {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'muhasebi-yedek' });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenantId: string; sha256: string; size: string }>(
      'select tenant_id::text as "tenantId", sha256, size_bytes::text as size from stored_files order by 1, 2',
    );
    const version = await client.query<{ server_version: string }>('show server_version');
    const documents = rows.map(({ size, ...ref }): DocumentOfBackup => ({ ...ref, sizeBytes: Number(size) }));
    return { documents, postgresVersion: version.rows[0]?.server_version ?? '' };
  } finally {
    await client.end();
  }
}

/** A rendering of a document as a row alone: only the worker keeps one. */
import pg from 'pg';

/** `mark` is its file's name; answers its id. */
export async function insertRendering(
  superuserUrl: string,
  documentId: string,
  mark: string,
): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `insert into document_renderings (tenant_id, document_id, client_id, kind, file_name, sha256, size_bytes)
       select tenant_id, document_id, client_id, 'pdf', $2, sha256, 1 from documents where document_id = $1
       returning rendering_id as id`,
      [documentId, mark],
    );
    return rows[0]?.id;
  } finally {
    await client.end();
  }
}

/** An integration with a run and an item in its tray, as rows alone: a far side is none of the API's tests' affair. */
import pg from 'pg';

/** `mark` stands in every text of them. */
export async function insertIntegration(
  superuserUrl: string,
  tenantId: string,
  mark: string,
): Promise<{ integrationId: string; runId: string; itemId: string }> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // The system's hand, not a person's: nothing to audit.
    await client.query(`select set_config('app.user_id', '', false)`);
    const { rows } = await client.query(
      `with made as (
         insert into integrations (tenant_id, kind, name) values ($1, 'mailbox', $2) returning integration_id
       ), ran as (
         insert into sync_runs (tenant_id, integration_id, state, ended_at)
         select $1, integration_id, 'done', now() from made returning run_id, integration_id
       ), told as (
         insert into sync_log_lines (tenant_id, run_id, line_no, level, message, message_en)
         select $1, run_id, 1, 'info', $2, $2 from ran
       ), kept as (
         insert into stored_files (tenant_id, sha256, size_bytes) values ($1, repeat('ab', 32), 1)
         on conflict do nothing returning sha256
       ), came as (
         insert into sync_items (tenant_id, integration_id, item_key, part, run_id, file_name, sender, state, reason, sha256)
         select $1, integration_id, 'k', 0, run_id, $2, $2, 'tray', '{"message": "", "messageEn": ""}', sha256
         from ran, kept returning item_id
       ) select integration_id as "integrationId", run_id as "runId", item_id as "itemId" from ran, came`,
      [tenantId, mark],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

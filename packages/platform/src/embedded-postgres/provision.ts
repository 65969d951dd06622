/** Makes a database and the role that owns it and migrates it; the application's role is the migrations' affair. */
import { Client } from 'pg';

/** Names and password of what `provisionDatabase` makes. */
export type Provision = {
  readonly database: string;
  readonly owner: { readonly name: string; readonly password: string };
  /** Extensions made by the superuser, because some may be made by no one else. */
  readonly extensions: readonly string[];
};

/**
 * Brings the server to the given state; may be called at every start. The owner is no superuser and does not bypass
 * row-level security; it may make roles, so that it can make the application's. Its password is set anew each time.
 * @param superuserUrl connection URL of the superuser to the database `postgres`
 */
export async function provisionDatabase(superuserUrl: string, wanted: Provision): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await makeOwner(client, wanted.owner);
    const name = client.escapeIdentifier(wanted.database);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [wanted.database]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${name} OWNER ${client.escapeIdentifier(wanted.owner.name)}`);
    }
  });
  const inside = new URL(superuserUrl);
  inside.pathname = `/${wanted.database}`;
  await withClient(inside.href, async (client) => {
    for (const extension of wanted.extensions) {
      await client.query(`CREATE EXTENSION IF NOT EXISTS ${client.escapeIdentifier(extension)}`);
    }
    await letLook(client, wanted.owner.name);
    if (wanted.extensions.includes('amcheck')) await allowAmcheck(client, wanted.owner.name);
  });
}

/** The owner's commands show what the whole database does, and may count it anew; the application's role may neither. */
async function letLook(client: Client, ownerName: string): Promise<void> {
  const owner = client.escapeIdentifier(ownerName);
  await client.query(`GRANT pg_read_all_stats TO ${owner}`);
  const { rows } = await client.query<{ reset: string }>(
    `SELECT oid::regprocedure::text AS reset FROM pg_proc WHERE proname = 'pg_stat_statements_reset'`,
  );
  for (const { reset } of rows) await client.query(`GRANT EXECUTE ON FUNCTION ${reset} TO ${owner}`);
}

/** Looking whether tables and indexes are sound is a superuser's right at first; the owner has its own to look after. */
async function allowAmcheck(client: Client, owner: string): Promise<void> {
  await client.query(`
    GRANT EXECUTE ON FUNCTION bt_index_check(regclass, boolean, boolean),
      verify_heapam(regclass, boolean, boolean, text, bigint, bigint) TO ${client.escapeIdentifier(owner)}`);
}

async function makeOwner(client: Client, owner: Provision['owner']): Promise<void> {
  const name = client.escapeIdentifier(owner.name);
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner.name]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${name}`);
  const password = client.escapeLiteral(owner.password);
  await client.query(
    `ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB CREATEROLE NOBYPASSRLS PASSWORD ${password}`,
  );
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

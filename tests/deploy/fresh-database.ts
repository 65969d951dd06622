/** A new PostgreSQL that was readied by the script which an operator runs, and by nothing else. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { startPostgres } from '@muhasebi/platform/embedded-postgres/start-postgres.ts';
import { deployDir } from './build-context.ts';

export interface FreshDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}

/** Starts the server and carries out deploy/docker/init-database.sql as psql would. */
export async function startFreshDatabase(): Promise<FreshDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-deploy-db-'));
  await chmod(folder, 0o711);
  const password = () => randomBytes(16).toString('hex');
  const ownerPassword = password();
  const server = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    logFile: path.join(folder, 'postgres.log'),
    superuserPassword: password(),
    durability: 'none',
    removeOnOrphan: folder,
  });
  await initialise((database) => server.superuserUrl(database), ownerPassword);
  return {
    ownerUrl: server.url('muhasebi', 'muhasebi_owner', ownerPassword),
    appUrl: server.url('muhasebi', 'muhasebi_api', password()),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Knows of psql's own commands the two that the script uses: \getenv, which we stand in for, and \connect. */
async function initialise(url: (database: string) => string, ownerPassword: string): Promise<void> {
  const script = readFileSync(path.join(deployDir, 'docker/init-database.sql'), 'utf8');
  let database = 'postgres';
  for (const line of script.split('\n').filter((text) => text !== '' && !text.startsWith('--'))) {
    const [command, argument = ''] = line.split(/\s+/);
    if (command === '\\getenv') continue;
    if (command === '\\connect') {
      database = argument;
      continue;
    }
    const pool = createPool({ url: url(database), maxConnections: 1, applicationName: 'deploy-test' });
    try {
      await pool.query(line.replace(":'owner_password'", `'${ownerPassword}'`));
    } finally {
      await pool.end();
    }
  }
}

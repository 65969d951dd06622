/** The embedded server on real data folders: first start, restart, remains of a killed one, refusals. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort, isPortFree } from './free-port.ts';
import { provisionDatabase } from './provision.ts';
import { isAlive, readPidFile } from './server-process.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

const password = 'a superuser password with spaces & signs: /?#';
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'embedded pg '));
  execFileSync('chmod', ['755', home]);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function start(folder = 'data'): Promise<PostgresServer> {
  return startPostgres({
    dataDir: join(home, folder, 'postgres'),
    logFile: join(home, folder, 'postgres.log'),
    superuserPassword: password,
    durability: 'none',
  });
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('is initialised on the first start in a path with spaces, and keeps its data over a restart', async () => {
    const first = await start();
    expect(await ask(first.superuserUrl('postgres'), 'SHOW server_version')).toMatch(/^18/);
    expect(await ask(first.superuserUrl('postgres'), 'SHOW listen_addresses')).toBe('127.0.0.1');
    await ask(first.superuserUrl('postgres'), 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(second.recovered).toBe('nothing');
    expect(await ask(second.superuserUrl('postgres'), 'SELECT n FROM kept')).toBe(7);
    await second.stop();
  });

  it('stops a server that an earlier life left running on the same folder', async () => {
    const orphan = await start();
    const next = await start();
    expect(next.recovered).toBe('orphan-stopped');
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await ask(next.superuserUrl('postgres'), 'SELECT n FROM kept')).toBe(7);
    await next.stop();
    await orphan.stop();
  });

  it('starts over a stale lock whose process number now belongs to a stranger, and leaves the stranger alone', async () => {
    const stranger = spawn('sleep', ['60']);
    writeFileSync(
      join(home, 'data/postgres/postmaster.pid'),
      `${stranger.pid}\n${home}/data/postgres\n0\n1\n\n\n\nready\n`,
    );
    const server = await start();
    expect(server.recovered).toBe('stale-lock');
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    await server.stop();
    stranger.kill();
  });

  it('recovers after the server itself was killed with -9', async () => {
    const killed = await start();
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const server = await start();
    expect(server.recovered).toBe('stale-lock');
    expect(await ask(server.superuserUrl('postgres'), 'SELECT n FROM kept')).toBe(7);
    await server.stop();
  });

  it('says what its log says when it cannot start, on a chosen port that is taken', async () => {
    const server = await start();
    const refused = startPostgres({
      dataDir: join(home, 'other', 'postgres'),
      logFile: join(home, 'other', 'postgres.log'),
      superuserPassword: password,
      port: server.port,
    });
    await expect(refused).rejects.toThrow(/could not bind/);
    await server.stop();
  });

  it('refuses a data folder of another major version instead of damaging it', async () => {
    const folder = join(home, 'old', 'postgres');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'PG_VERSION'), '15\n');
    await expect(start('old')).rejects.toThrow(/PostgreSQL 15/);
  });

  it('stops by itself, and removes its folder, when the process that started it is killed with -9', async () => {
    const folder = join(home, 'watched');
    const script = `
      import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'start-postgres.ts'))};
      const server = await startPostgres({ dataDir: ${JSON.stringify(join(folder, 'postgres'))}, logFile: ${JSON.stringify(join(folder, 'log'))},
        superuserPassword: 'x', durability: 'none', removeOnOrphan: ${JSON.stringify(folder)} });
      console.log(server.pid);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once('data', (chunk) => resolve(Number(String(chunk)))),
    );
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    for (let i = 0; i < 100 && (isAlive(pid) || (await exists(folder))); i++) await sleep(100);
    expect(isAlive(pid)).toBe(false);
    expect(await exists(folder)).toBe(false);
  });
});

async function exists(path: string): Promise<boolean> {
  const { stat } = await import('node:fs/promises');
  return stat(path).then(
    () => true,
    () => false,
  );
}

describe('the owner of a database', () => {
  it('is neither a superuser nor past row-level security, and is signed in by its password only', async () => {
    const server = await start('roles');
    const wanted = {
      database: 'books',
      owner: { name: 'books_owner', password: "o'wner" },
      extensions: ['pg_trgm', 'btree_gist', 'unaccent', 'pg_stat_statements'],
    };
    await provisionDatabase(server.superuserUrl('postgres'), wanted);
    await provisionDatabase(server.superuserUrl('postgres'), wanted);
    const flags = 'SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user';
    const ownerUrl = server.url('books', 'books_owner', "o'wner");
    expect(await ask(ownerUrl, flags)).toBe(false);
    expect(await ask(ownerUrl, 'SELECT count(*)::int FROM pg_stat_statements')).toBeGreaterThan(0);
    await ask(ownerUrl, 'CREATE TABLE t (n int)');
    await expect(ask(server.url('books', 'books_owner', 'wrong'), 'SELECT 1')).rejects.toThrow(/password/);
    await server.stop();
  });
});

describe('ports', () => {
  it('found free are free, and a listening one is reported as taken', async () => {
    const port = await findFreePort();
    expect(await isPortFree(port, '127.0.0.1')).toBe(true);
    const server = await start();
    expect(await isPortFree(server.port, '127.0.0.1')).toBe(false);
    expect((await readPidFile(server.dataDir))?.pid).toBe(server.pid);
    expect(readFileSync(join(home, 'data/postgres.log'), 'utf8')).toContain('ready to accept');
    await server.stop();
  });
});

/** A dump by the real pg_dump of a real server of its own version, brought back by the real pg_restore; where Debian's are there. */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, unprivilegedAccount } from '../embedded-postgres/account.ts';
import { findFreePort } from '../embedded-postgres/free-port.ts';
import { createDiskStorage } from '../storage/disk-storage.ts';
import { verifyBackup } from './read-backup.ts';
import { restoreDump } from './restore-dump.ts';
import { takeBackup } from './take-backup.ts';

const LIMIT_MS = 120_000;
const NEEDED = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'];
/** A whole server beside its programs; its version need not be the one that is embedded. */
const bin = globSync('/usr/lib/postgresql/*/bin').find((folder) =>
  NEEDED.every((program) => existsSync(join(folder, program))),
);

describe.skipIf(bin === undefined)('with a server of Debian (package postgresql)', () => {
  const programs = bin ?? '';
  let home: string;
  let account: Account | undefined;
  let port: number;
  const url = (database: string) => `postgresql://postgres:any@127.0.0.1:${port}/${database}`;
  const run = (program: string, args: readonly string[]) =>
    promisify(execFile)(join(programs, program), [...args], {
      cwd: home,
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'external-'));
    await chmod(home, 0o755);
    account = await unprivilegedAccount();
    if (account) await chown(home, account.uid, account.gid);
    port = await findFreePort();
    await run('initdb', ['-D', join(home, 'data'), '-U', 'postgres', '-A', 'trust', '--no-sync']);
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
    await run('pg_ctl', ['-D', join(home, 'data'), '-w', '-l', join(home, 'log'), '-o', options, 'start']);
  }, LIMIT_MS);
  afterAll(async () => {
    await run('pg_ctl', ['-D', join(home, 'data'), '-m', 'immediate', 'stop']);
    await rm(home, { recursive: true, force: true });
  }, LIMIT_MS);

  async function ask(database: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it(
    'what was dumped is in the new database row by row, and every document beside it',
    async () => {
      const content = Buffer.from('<Invoice/>');
      const ref = { tenantId: randomUUID(), sha256: createHash('sha256').update(content).digest('hex') };
      const storage = createDiskStorage(join(home, 'files'));
      await storage.put(ref, content);
      await ask('postgres', 'create table stored_files (tenant_id uuid, sha256 text, size_bytes bigint)');
      await ask('postgres', `insert into stored_files values ('${ref.tenantId}', '${ref.sha256}', 10)`);
      await ask(
        'postgres',
        'create table kept as select n, md5(n::text) as text from generate_series(1, 20000) n',
      );
      const root = join(home, 'backups');
      const { manifest } = await takeBackup({
        ...{ root, storage, key: Buffer.alloc(32, 3), settings: null, release: '1.2.3', keep: 1 },
        databaseUrl: url('postgres'),
        source: { pgBin: programs },
        now: () => new Date(),
        report: () => {},
      });
      await verifyBackup(root, manifest.name, Buffer.alloc(32, 3));
      const target = join(home, 'target');
      await restoreDump(root, manifest.name, Buffer.alloc(32, 3), target);
      expect(await readdir(join(target, 'documents'))).toEqual([ref.tenantId]);
      if (account) await chown(join(target, 'database.dump'), account.uid, account.gid);
      await chmod(target, 0o755);
      await ask('postgres', 'create database again');
      await run('pg_restore', ['--exit-on-error', `--dbname=${url('again')}`, join(target, 'database.dump')]);
      const sum = `select count(*)::int as n, md5(string_agg(n || text, ',' order by n)) as sum from kept`;
      expect(await ask('again', sum)).toEqual(await ask('postgres', sum));
      expect(await ask('again', 'select sha256 from stored_files')).toEqual([{ sha256: ref.sha256 }]);
    },
    LIMIT_MS,
  );
});

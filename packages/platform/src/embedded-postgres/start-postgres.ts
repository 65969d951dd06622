/** Starts and stops a PostgreSQL server of our own on a data folder, without any installation on the machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { archivingSettings } from '../backup/wal-archive.ts';
import { type Account, unprivilegedAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { makeOwnedFolder, placeData } from './data-place.ts';
import { findFreePort } from './free-port.ts';
import { clearRemains, stopProcess, waitUntilReady } from './server-process.ts';
import { watchOver } from './watchdog.ts';

/** What a server is started with. */
export type PostgresOptions = {
  /** Folder of the data; made and initialised when it is not there. */
  readonly dataDir: string;
  /** File that the server's own log is written to. */
  readonly logFile: string;
  /** Password of the superuser `postgres`; fixed when the folder is initialised. */
  readonly superuserPassword: string;
  /** Port on 127.0.0.1; a free one when absent. */
  readonly port?: number;
  /** `none` gives up crash safety for speed, for data that nobody keeps. */
  readonly durability?: 'full' | 'none';
  /** Further settings, as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Keeps the write-ahead log beside the data once a backup has begun it (backup/wal-archive.ts). */
  readonly archiveWal?: boolean;
  /** How long the server may take to be ready, which after a restore includes its recovery. Milliseconds, 60,000 unless given. */
  readonly readyLimitMs?: number;
  /** A folder to remove when the process that started the server dies without stopping it. */
  readonly removeOnOrphan?: string;
};

/** A running server. */
export type PostgresServer = {
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** What an earlier life had left behind. */
  readonly recovered: 'nothing' | 'stale-lock' | 'orphan-stopped';
  /** A connection URL for a database of this server. */
  url(database: string, user: string, password: string): string;
  /** The connection URL of the superuser. */
  superuserUrl(database: string): string;
  /** Settles when the server's process ends, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends all sessions, flushes and stops. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts a server that listens on 127.0.0.1 only, initialising its data folder on the first call. A server that an
 * earlier, killed process left on the same folder is stopped first. When this process dies, the server stops too.
 * @throws Error with the last lines of the server's log when it does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = await unprivilegedAccount();
  const binaries = await findBinaries(account);
  const dataDir = await placeData(options.dataDir, account);
  if (!(await isInitialised(dataDir))) await initialise(dataDir, binaries, account, options);
  const recovered = await clearRemains(dataDir);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await findFreePort());
    const server = await launch({ ...options, dataDir, port }, binaries, account, recovered);
    if (server) return server;
    const log = await lastLines(options.logFile);
    const portTaken = log.includes('could not bind') || log.includes('could not create any TCP/IP sockets');
    if (options.port !== undefined || !portTaken || attempt === 3) {
      throw new Error(
        `PostgreSQL did not start on ${dataDir}. Its log (${options.logFile}) ends with:\n${log}`,
      );
    }
  }
}

async function isInitialised(dataDir: string): Promise<boolean> {
  const major = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (major === undefined) return false;
  if (major.trim() !== '18') {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${major.trim()}; this project brings version 18. Dump it there, and load it here.`,
    );
  }
  return true;
}

/** Initialises beside the place and moves the whole in one step: a half-made folder is never taken for real. */
async function initialise(
  dataDir: string,
  binaries: Binaries,
  account: Account | undefined,
  options: PostgresOptions,
): Promise<void> {
  const fresh = `${dataDir}.new`;
  const passwordFile = join(tmpdir(), `pg-${randomBytes(9).toString('hex')}`);
  await rm(fresh, { recursive: true, force: true });
  await makeOwnedFolder(fresh, account);
  await writeFile(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);
  const flags = [
    '-D',
    fresh,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--pwfile',
    passwordFile,
  ];
  const sync = options.durability === 'none' ? ['--no-sync'] : [];
  const locale = [
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--lc-messages=C',
  ];
  try {
    await runToEnd(binaries.initdb, [...flags, ...locale, '--no-instructions', ...sync], account, fresh);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, dataDir);
}

function runToEnd(program: string, args: string[], account: Account | undefined, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment(),
      ...asAccount(account),
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} failed (${code}):\n${said}`)),
    );
  });
}

function asAccount(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Only what the server needs: nothing of our secrets reaches its environment. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

type Launch = PostgresOptions & { readonly port: number };

async function launch(
  options: Launch,
  binaries: Binaries,
  account: Account | undefined,
  recovered: PostgresServer['recovered'],
): Promise<PostgresServer | undefined> {
  const log = await openLog(options.logFile);
  let child: ChildProcess;
  try {
    // In a process group of its own, so that Ctrl-C in a terminal does not stop it before those who use it.
    child = spawn(binaries.postgres, ['-D', options.dataDir, ...serverFlags(options)], {
      cwd: options.dataDir,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: environment(),
      ...asAccount(account),
    });
  } finally {
    await log.close();
  }
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const finish = () => {
      over = true;
      resolve();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  const pid = child.pid;
  if (pid === undefined || !(await waitUntilReady(options.dataDir, pid, () => over, options.readyLimitMs)))
    return undefined;
  const release = watchOver(pid, options.removeOnOrphan);
  child.unref();
  const url = (database: string, user: string, password: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${options.port}/${database}`;
  return {
    port: options.port,
    pid,
    dataDir: options.dataDir,
    recovered,
    url,
    superuserUrl: (database) => url(database, 'postgres', options.superuserPassword),
    ended,
    stop: async () => {
      release();
      if (!over) await stopProcess(pid);
    },
  };
}

function serverFlags(options: Launch): string[] {
  const safe = options.durability !== 'none';
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    // TCP with a password only: the length limit of socket paths never matters.
    unix_socket_directories: '',
    shared_preload_libraries: 'pg_stat_statements',
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.archiveWal === true ? archivingSettings(options.dataDir) : {}),
    ...(safe
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }),
    ...options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function openLog(path: string) {
  await makeOwnedFolder(dirname(path), undefined);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  return open(path, size > 10_000_000 ? 'w' : 'a', 0o600);
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-12).join('\n');
}

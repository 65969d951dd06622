/** Debian's OpenSSH server on a free port of this machine, as an account that owns nothing, serving one folder's files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, mayEnter, unprivilegedAccount } from '@muhasebi/platform/embedded-postgres/account.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { findPeer, peersDir } from '@muhasebi/testkit/peers.ts';
import ssh2 from 'ssh2';
import { hostKeyText } from './host-key.ts';

const START_LIMIT_MS = 60_000;

export interface Sshd {
  readonly port: number;
  readonly user: string;
  /** Signs in; made for this server. */
  readonly privateKey: string;
  /** "ssh-ed25519 SHA256:…". */
  readonly hostKey: string;
  /** Absolute; open to the server's account. */
  readonly filesDir: string;
  /** Puts a file there that the server's account may read, move and remove. */
  put(name: string, content: string | Buffer): Promise<string>;
  /** Comes back on the same port with another key of its own; answers it. */
  changeHostKey(): Promise<string>;
  stop(): Promise<void>;
}

/** False where this machine has none, or where the server's account could not reach it: tests that need it are skipped. */
export async function hasSshd(): Promise<boolean> {
  const program = findPeer('sshd');
  const account = await unprivilegedAccount();
  if (program === undefined || account === undefined) return program !== undefined;
  return !program.startsWith(peersDir) || mayEnter(path.join(peersDir, 'bin'), account);
}

/** `home` is kept where it is given: a server that is started again there has the same keys and files. */
export async function startSshd(): Promise<Sshd> {
  const account = await unprivilegedAccount();
  const home = await mkdtemp(path.join(tmpdir(), 'muhasebi-sshd-'));
  const filesDir = path.join(home, 'files');
  await mkdir(filesDir);
  const signIn = ssh2.utils.generateKeyPairSync('ed25519');
  await writeFile(path.join(home, 'authorized_keys'), `${signIn.public}\n`);
  const port = await findFreePort();
  let hostKey = await writeHostKey(home);
  const own = async () => {
    if (account === undefined) return;
    for (const name of ['', 'files', 'authorized_keys', 'host_key', 'sshd_config'])
      await chown(path.join(home, name), account.uid, account.gid);
  };
  await writeFile(path.join(home, 'sshd_config'), configuration(home, port));
  await own();
  let server = await launch(home, port, account);
  return {
    port,
    user: account?.name ?? userName(),
    privateKey: signIn.private,
    hostKey,
    filesDir,
    async put(name, content) {
      const place = path.join(filesDir, name);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, content);
      if (account !== undefined)
        for (let at = place; at !== filesDir; at = path.dirname(at))
          await chown(at, account.uid, account.gid);
      return place;
    },
    async changeHostKey() {
      await ended(server);
      hostKey = await writeHostKey(home);
      await own();
      server = await launch(home, port, account);
      return hostKey;
    },
    async stop() {
      await ended(server);
      await rm(home, { recursive: true, force: true });
    },
  };
}

function configuration(home: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${path.join(home, 'host_key')}`,
    `AuthorizedKeysFile ${path.join(home, 'authorized_keys')}`,
    'PidFile none',
    // The folder is of a test and lies among temporary files.
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'AllowTcpForwarding no',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
    '',
  ].join('\n');
}

async function writeHostKey(home: string): Promise<string> {
  const pair = ssh2.utils.generateKeyPairSync('ed25519');
  // An unprivileged server refuses a key that others may read.
  await writeFile(path.join(home, 'host_key'), pair.private, { mode: 0o600 });
  return hostKeyText(Buffer.from(pair.public.split(' ')[1] ?? '', 'base64'));
}

async function launch(home: string, port: number, account: Account | undefined): Promise<ChildProcess> {
  const server = spawn(findPeer('sshd') ?? 'sshd', ['-D', '-e', '-f', path.join(home, 'sshd_config')], {
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await sleep(20)) {
    if (server.exitCode !== null) break;
    if (await answers(port)) return server;
  }
  server.kill('SIGKILL');
  throw new Error(`sshd did not start: ${said}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}

function userName(): string {
  return process.env.USER ?? process.env.LOGNAME ?? '';
}

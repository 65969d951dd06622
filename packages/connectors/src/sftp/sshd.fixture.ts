/** Debian's OpenSSH server on a free port of this machine, as an account that owns nothing, serving one folder's files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, mayEnter, unprivilegedAccount } from '@muhasebi/platform/embedded-postgres/account.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { findPeer, peersDir } from '@muhasebi/testkit/peers.ts';
import { hostKeyText } from './host-key.ts';
import { newKeyPair } from './ssh-key.fixture.ts';

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

/** Where a server stays over its starts, with the keys and files that lie there; absolute, open to its account. */
export interface SshdPlace {
  readonly home: string;
  readonly port: number;
}

/** Without a place it is a server of one test: a free port, and a folder that goes with it. */
export async function startSshd(place?: SshdPlace): Promise<Sshd> {
  const account = await unprivilegedAccount();
  const home = place?.home ?? (await mkdtemp(path.join(tmpdir(), 'muhasebi-sshd-')));
  const port = place?.port ?? (await findFreePort());
  const filesDir = path.join(home, 'files');
  await mkdir(filesDir, { recursive: true });
  const signIn = await keyPair(path.join(home, 'sign_in'));
  const hostKeyFile = path.join(home, 'host_key');
  let { text: hostKey } = await keyPair(hostKeyFile);
  await writeFile(path.join(home, 'sshd_config'), configuration(home, port));
  const own = async () => {
    if (account === undefined) return;
    for (const name of ['', 'files', 'sign_in.pub', 'host_key', 'sshd_config'])
      await chown(path.join(home, name), account.uid, account.gid);
  };
  await own();
  let server = await launch(home, port, account);
  return {
    port,
    user: account?.name ?? userInfo().username,
    privateKey: signIn.private,
    hostKey,
    filesDir,
    put: (name, content) => putFile(filesDir, account, name, content),
    async changeHostKey() {
      await ended(server);
      await rm(hostKeyFile);
      ({ text: hostKey } = await keyPair(hostKeyFile));
      await own();
      server = await launch(home, port, account);
      return hostKey;
    },
    async stop() {
      await ended(server);
      if (place === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

async function putFile(
  filesDir: string,
  account: Account | undefined,
  name: string,
  content: string | Buffer,
): Promise<string> {
  const target = path.join(filesDir, name);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
  if (account !== undefined)
    for (let at = target; at !== filesDir; at = path.dirname(at)) await chown(at, account.uid, account.gid);
  return target;
}

/** The pair of this file, made where there is none; `text` is its fingerprint. */
async function keyPair(file: string): Promise<{ private: string; text: string }> {
  if (!existsSync(file)) {
    const made = newKeyPair();
    await writeFile(`${file}.pub`, `${made.public}\n`);
    // An unprivileged server refuses a key that others may read.
    await writeFile(file, made.private, { mode: 0o600 });
  }
  const blob = (await readFile(`${file}.pub`, 'utf8')).split(' ')[1] ?? '';
  return { private: await readFile(file, 'utf8'), text: hostKeyText(Buffer.from(blob, 'base64')) };
}

function configuration(home: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${path.join(home, 'host_key')}`,
    `AuthorizedKeysFile ${path.join(home, 'sign_in.pub')}`,
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

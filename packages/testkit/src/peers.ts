/** Programs of others that some tests need beside them: which they are, and where they lie on this machine. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Each program with the Debian packages that bring it. */
export const peerPackages = {
  dovecot: ['dovecot-imapd', 'dovecot-core'],
  // With the library that gives it the one account it asks for, which only an installation makes.
  exim4: ['exim4-daemon-light', 'libnss-wrapper'],
  haproxy: ['haproxy'],
  nginx: ['nginx'],
  openssl: ['openssl'],
  pgbouncer: ['pgbouncer'],
  promtool: ['prometheus'],
  sshd: ['openssh-server'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Peer = keyof typeof peerPackages;

/** What the check brought lies here, one program a name, with the libraries it needs. Nothing of it is installed. */
export const peersDir = path.resolve(import.meta.dirname, '../../../node_modules/.cache/peers');

/** Servers lie in folders that are on the PATH of root alone. */
const SERVER_FOLDERS = ['/usr/local/sbin', '/usr/sbin'];

/** The program's path, or undefined where this machine has none: then the tests that need it are skipped, visibly. */
export function findPeer(peer: Peer): string | undefined {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return [...onPath, ...SERVER_FOLDERS, path.join(peersDir, 'bin')]
    .map((folder) => path.join(folder, peer))
    .find(mayRun);
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us: the next place is looked at.
    return false;
  }
}

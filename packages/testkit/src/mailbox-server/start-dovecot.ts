/** A dovecot of this machine (Debian's, unpacked or installed) as an IMAP server of its own folder, on loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { makeOwnCertificate } from '../own-certificate.ts';
import { findPeer, peersDir } from '../peers.ts';

const START_LIMIT_MS = 30_000;
/** The account that owns mail where we are root: dovecot serves no mail of root. */
const NOBODY = { name: 'nobody', group: 'nogroup', uid: 65_534 };

export interface Dovecot {
  /** `plain` wants STARTTLS before a sign-in. */
  readonly ports: { readonly plain: number; readonly tls: number };
  /** Its own certificate (PEM), which nobody vouches for. */
  readonly certificate: string;
  /** Puts a mail into a user's folder as a delivery does; grown to `grownTo` bytes, which take no room on the disk. */
  deliver(user: string, mail: string | Uint8Array, folder?: string, grownTo?: number): Promise<void>;
  /** Forgets which numbers the mails had, as a server that was restored does: UIDVALIDITY changes. */
  renumber(user: string): Promise<void>;
  stop(): Promise<void>;
}

/** Where dovecot lies, or undefined where this machine has none, one without IMAP, or no openssl beside it. */
export function findDovecot(): string | undefined {
  const program = findPeer('dovecot');
  if (program === undefined || findPeer('openssl') === undefined) return undefined;
  const home = program.startsWith(peersDir) ? path.join(peersDir, 'dovecot') : '/';
  return existsSync(path.join(home, 'usr/lib/dovecot/imap')) ? home : undefined;
}

/** `users`: sign-in names with their passwords. Throws where there is no dovecot, or it does not start. */
export async function startDovecot(users: Readonly<Record<string, string>>): Promise<Dovecot> {
  const found = findDovecot();
  if (found === undefined) throw new Error('this machine has no dovecot');
  const folder = await mkdtemp(path.join(tmpdir(), 'dv'));
  const home = await withoutSpaces(found, folder);
  const ports = { plain: await findFreePort(), tls: await findFreePort() };
  const mailDir = path.join(folder, 'mail');
  await mkdir(mailDir, { mode: 0o700 });
  if (isRoot()) for (const each of [folder, mailDir]) await chown(each, NOBODY.uid, NOBODY.uid);
  await writeFile(
    path.join(folder, 'users'),
    Object.entries(users)
      .map(([user, password]) => `${user}:{PLAIN}${password}\n`)
      .join(''),
  );
  const conf = path.join(folder, 'dovecot.conf');
  await writeFile(conf, configuration(home, folder, ports));
  await makeOwnCertificate(folder);
  const child = start(home, conf, home === '/' ? [] : [await libraryFrom(home, folder)]);
  await untilAnswers(child, ports.plain, path.join(folder, 'log'));
  let delivered = 0;
  return {
    ports,
    certificate: await readFile(path.join(folder, 'cert.pem'), 'utf8'),
    async deliver(user, mail, mailFolder = '', grownTo) {
      const place = await maildir(mailDir, user, mailFolder);
      const size = grownTo ?? Buffer.byteLength(mail);
      const name = `${Date.now()}.M${delivered}P${process.pid}.host,S=${size},W=${size}`;
      delivered += 1;
      await writeFile(path.join(place, 'tmp', name), mail);
      await truncate(path.join(place, 'tmp', name), size);
      if (isRoot()) await chown(path.join(place, 'tmp', name), NOBODY.uid, NOBODY.uid);
      await rename(path.join(place, 'tmp', name), path.join(place, 'new', name));
    },
    async renumber(user) {
      // The new beginning is a time in seconds.
      await pause(1_100);
      for (const file of globSync('dovecot*', { cwd: path.join(mailDir, user) }))
        await rm(path.join(mailDir, user, file), { recursive: true });
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const isRoot = () => process.getuid?.() === 0;

/** A folder of a user, made as dovecot makes it; "Arşiv" would stand as ".Ar&AV8-iv": tests name folders in ASCII. */
async function maildir(mailDir: string, user: string, mailFolder: string): Promise<string> {
  const place = path.join(mailDir, user, mailFolder === '' ? '' : `.${mailFolder}`);
  for (const part of ['', 'tmp', 'new', 'cur']) {
    await mkdir(path.join(place, part), { recursive: true, mode: 0o700 });
    if (!isRoot()) continue;
    await chown(path.join(mailDir, user), NOBODY.uid, NOBODY.uid);
    await chown(path.join(place, part), NOBODY.uid, NOBODY.uid);
  }
  return place;
}

/** dovecot reads its settings by a program whose path is built in: it is started by that program, from where it lies. */
function start(home: string, conf: string, firstLibraries: readonly string[]): ChildProcess {
  const libraries = [
    ...firstLibraries,
    path.join(home, 'usr/lib/dovecot'),
    path.join(home, 'usr/lib/dovecot/modules/old-stats'),
    ...globSync('{usr/lib,lib}/*-linux-gnu*', { cwd: home }).map((dir) => path.join(home, dir)),
  ];
  const args = ['-f', 'service=master', '-c', conf, '-m', 'master', '-e'];
  return spawn(
    path.join(home, 'usr/bin/doveconf'),
    [...args, path.join(home, 'usr/sbin/dovecot'), '-F', '-c', conf],
    {
      env: { PATH: process.env.PATH ?? '', LD_LIBRARY_PATH: libraries.join(':') },
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
}

/** Its settings take no path with a space: it is reached through a link of the server's own folder. */
async function withoutSpaces(found: string, folder: string): Promise<string> {
  if (found === '/') return found;
  const link = path.join(folder, 'd');
  await symlink(found, link);
  return link;
}

/**
 * The folder of a copy of its library that looks for modules below `home`: the place of an installed dovecot is built
 * into it, and it does not start (not even without TLS) where it finds none there.
 */
async function libraryFrom(home: string, folder: string): Promise<string> {
  const builtIn = Buffer.from('/usr/lib/dovecot/modules\0');
  const place = path.join(folder, 'm');
  await symlink(path.join(home, 'usr/lib/dovecot/modules'), place);
  const library = await readFile(path.join(home, 'usr/lib/dovecot/libdovecot.so.0'));
  const at = library.indexOf(builtIn);
  if (at < 0 || place.length >= builtIn.length)
    throw new Error('this dovecot runs only where it is installed');
  library.fill(0, at, at + builtIn.length).write(place, at, 'latin1');
  const target = path.join(folder, 'lib');
  await mkdir(target);
  await writeFile(path.join(target, 'libdovecot.so.0'), library);
  return target;
}

async function untilAnswers(child: ChildProcess, port: number, log: string): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > limit) {
      child.kill('SIGTERM');
      throw new Error(`dovecot did not start: ${await readFile(log, 'utf8').catch(() => 'no log')}`);
    }
    await pause(100);
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    return greeting.toString('latin1').startsWith('* OK');
  } catch {
    // Nobody listens yet.
    return false;
  } finally {
    socket.destroy();
  }
}

function configuration(
  home: string,
  folder: string,
  ports: { readonly plain: number; readonly tls: number },
): string {
  const me = os.userInfo();
  const [user, group] = isRoot() ? [NOBODY.name, NOBODY.group] : [me.username, String(me.gid)];
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
libexec_dir = ${home}/usr/lib/dovecot
login_plugin_dir = ${home}/usr/lib/dovecot/modules/login
mail_plugin_dir = ${home}/usr/lib/dovecot/modules
import_environment = LD_LIBRARY_PATH
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
ssl_dh =
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%u
mail_uid = ${user}
mail_gid = ${group}
first_valid_uid = 1
last_valid_uid = 0
first_valid_gid = 0
mail_max_userip_connections = 100
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${ports.plain}
  }
  inet_listener imaps {
    port = ${ports.tls}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
}

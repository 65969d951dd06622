/** An exim of this machine (Debian's, unpacked) as a mail server of its own folder, on loopback, as an account that owns nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chown, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, unprivilegedAccount } from '@muhasebi/platform/embedded-postgres/account.ts';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { makeOwnCertificate } from '../own-certificate.ts';
import { findPeer, peersDir } from '../peers.ts';

const START_LIMIT_MS = 30_000;
/** Debian builds this account into the program, which does not start where no such one is known. */
const BUILT_IN_ACCOUNT = 'Debian-exim';

export interface Exim {
  /** STARTTLS is offered, and a sign-in only under it. */
  readonly port: number;
  /** Its own certificate (PEM), which nobody vouches for. */
  readonly certificate: string;
  /** The mails of a box at `ornek.test`, once there are so many of them; throws where they do not come. */
  mailsOf(box: string, count: number): Promise<Buffer[]>;
  stop(): Promise<void>;
}

export interface EximConduct {
  /** Sign-in names with their passwords. */
  readonly users: Readonly<Record<string, string>>;
  /** Local parts at `ornek.test` that have a box; all others are refused at the door. */
  readonly boxes: readonly string[];
  /** Mail for `uzak.test` is taken and handed on to the server on this port of loopback. */
  readonly relayPort: number;
}

/** Where the unpacked exim lies, or undefined where this machine has none, or no openssl beside it. */
export function findExim(): string | undefined {
  const home = path.join(peersDir, 'exim4');
  const isWhole = existsSync(path.join(home, 'usr/sbin/exim4')) && libraryOf(home, 'libnss_wrapper.so');
  return isWhole && findPeer('openssl') !== undefined ? home : undefined;
}

/** Throws where there is no exim, or it does not start. */
export async function startExim(conduct: EximConduct): Promise<Exim> {
  const home = findExim();
  if (home === undefined) throw new Error('this machine has no exim');
  const account = await unprivilegedAccount();
  const folder = await mkdtemp(path.join(tmpdir(), 'exim-'));
  const port = await findFreePort();
  await makeOwnCertificate(folder);
  // A repository that is closed to others, or whose path has a space, is no place to run it from.
  await copyFile(path.join(home, 'usr/sbin/exim4'), path.join(folder, 'exim4'));
  for (const name of ['libidn.so.12', 'libnss_wrapper.so']) {
    const library = libraryOf(home, name);
    if (library !== undefined) await copyFile(library, path.join(folder, name));
  }
  const { uid, gid } = account ?? userInfo();
  await writeFile(path.join(folder, 'passwd'), `${BUILT_IN_ACCOUNT}:x:${uid}:${gid}::${folder}:/bin/false\n`);
  await writeFile(path.join(folder, 'group'), `${BUILT_IN_ACCOUNT}:x:${gid}:\n`);
  await writeFile(path.join(folder, 'exim.conf'), configuration(folder, port, conduct));
  await mkdir(path.join(folder, 'mail'));
  if (account !== undefined) await giveAway(folder, account);
  const server = launch(folder, account);
  await untilAnswers(server, port);
  return {
    port,
    certificate: await readFile(path.join(folder, 'cert.pem'), 'utf8'),
    mailsOf: (box, count) => mailsOf(path.join(folder, 'mail', box, 'new'), count),
    async stop() {
      server.child.kill('SIGTERM');
      // Its children write into the folder until they have ended as well.
      await server.closed;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function libraryOf(home: string, name: string): string | undefined {
  const [found] = globSync(`{usr/lib,lib}/*-linux-gnu*/${name}`, { cwd: home });
  return found === undefined ? undefined : path.join(home, found);
}

/** Exim takes no settings that somebody else than its own account or root could have written. */
async function giveAway(folder: string, { uid, gid }: Account): Promise<void> {
  for (const name of ['', ...(await readdir(folder))]) await chown(path.join(folder, name), uid, gid);
}

interface Launched {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Settles when it and all that it started have ended. */
  readonly closed: Promise<unknown>;
}

function launch(folder: string, account: Account | undefined): Launched {
  const child = spawn(
    path.join(folder, 'exim4'),
    ['-C', path.join(folder, 'exim.conf'), '-bdf', '-oP', path.join(folder, 'pid')],
    {
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        LD_LIBRARY_PATH: folder,
        LD_PRELOAD: path.join(folder, 'libnss_wrapper.so'),
        NSS_WRAPPER_PASSWD: path.join(folder, 'passwd'),
        NSS_WRAPPER_GROUP: path.join(folder, 'group'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4_000);
  });
  return { child, said: () => said, closed: once(child, 'close') };
}

async function untilAnswers({ child, said }: Launched, port: number): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > limit) {
      child.kill('SIGTERM');
      throw new Error(`exim did not start: ${said()}`);
    }
    await pause(50);
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    return greeting.toString('latin1').startsWith('220 ');
  } catch {
    // Nobody listens yet.
    return false;
  } finally {
    socket.destroy();
  }
}

async function mailsOf(folder: string, count: number): Promise<Buffer[]> {
  for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await pause(50)) {
    const names = existsSync(folder) ? await readdir(folder) : [];
    if (names.length >= count) return Promise.all(names.map((name) => readFile(path.join(folder, name))));
  }
  throw new Error(`${count} mails did not come into ${folder}`);
}

/** Passwords and names of tests have no character that its settings would read as more than itself. */
function configuration(folder: string, port: number, conduct: EximConduct): string {
  return `${settings(folder, port)}
begin acl
recipient:
  deny message = 5.7.1 relay not permitted
    !authenticated = *
  defer message = 4.7.1 greylisted, come again later
    local_parts = gri
  accept domains = uzak.test
  accept domains = ornek.test
    local_parts = ${conduct.boxes.join(' : ')}
  deny message = 5.1.1 no such box here
${deliveries(folder, conduct)}
begin retry
* * F,1h,10m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if or{${knows(conduct)}}}
  server_set_id = $auth2
`;
}

function knows({ users }: EximConduct): string {
  return Object.entries(users)
    .map(([user, password]) => `{and{{eq{$auth2}{${user}}}{eq{$auth3}{${password}}}}}`)
    .join('');
}

function settings(folder: string, port: number): string {
  return `primary_hostname = posta.ornek.test
exim_path = ${folder}/exim4
exim_user = ${BUILT_IN_ACCOUNT}
exim_group = ${BUILT_IN_ACCOUNT}
never_users =
deliver_drop_privilege = true
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
keep_environment = LD_LIBRARY_PATH : LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts = *
tls_certificate = ${folder}/cert.pem
tls_privatekey = ${folder}/key.pem
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
dsn_advertise_hosts = *
acl_smtp_rcpt = recipient
acl_smtp_data = accept
`;
}

function deliveries(folder: string, { boxes, relayPort }: EximConduct): string {
  return `
begin routers
far:
  driver = manualroute
  domains = uzak.test
  route_list = * 127.0.0.1::${relayPort} byname
  self = send
  transport = hand_on
boxes:
  driver = accept
  domains = ornek.test
  local_parts = ${boxes.join(' : ')}
  transport = maildir

begin transports
hand_on:
  driver = smtp
  hosts_avoid_tls = *
maildir:
  driver = appendfile
  directory = ${folder}/mail/$local_part_data
  maildir_format
  create_directory
`;
}

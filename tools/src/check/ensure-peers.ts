/** Brings the programs that tests need beside them, as far as this machine lets us; installs and starts nothing. */
import { existsSync, globSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findPeer, type Peer, peerPackages, peersDir } from '@muhasebi/testkit/peers.ts';
import { runProgram } from './run-program.ts';

const LIMIT_MS = 120_000;
/** A mirror that does not answer costs a quarter of a minute, not the check. */
const APT = ['-q', '-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::Retries=0'];

/**
 * Looks for every peer and fetches those that are missing as Debian packages, unpacked into a folder of this
 * repository: no package is installed, so no server of theirs is started. What cannot be had is told, and skipped.
 */
export async function ensurePeers(
  report: (line: string) => void,
  wanted: readonly Peer[] = Object.keys(peerPackages) as Peer[],
): Promise<void> {
  const missing = wanted.filter((peer) => findPeer(peer) === undefined);
  if (missing.length === 0) return;
  if (existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg')) {
    report(`  Karşı programlar getiriliyor / fetching programs of others: ${missing.join(', ')}…`);
    // Lists of packages are root's; what another has of them may do.
    if (process.getuid?.() === 0) await apt('update');
    for (const peer of missing) await fetchPeer(peer).catch((error: unknown) => report(`  ${String(error)}`));
  }
  for (const peer of wanted.filter((each) => findPeer(each) === undefined))
    report(`  ${peer} yok, onunla olan atlanır / no ${peer}: what needs it is skipped`);
}

function apt(...args: readonly string[]) {
  return runProgram('apt-get', [...APT, ...args], { timeoutMs: LIMIT_MS });
}

async function fetchPeer(peer: Peer): Promise<void> {
  const home = path.join(peersDir, peer);
  await mkdir(peersDir, { recursive: true });
  // Beside its place, and moved there whole: a run that was cut off leaves nothing that looks complete.
  const folder = await mkdtemp(path.join(peersDir, 'new-'));
  try {
    const packages = new Set([...peerPackages[peer], ...(await missingLibraries(peerPackages[peer]))]);
    await run('apt-get', [...APT, 'download', ...packages], folder);
    for (const file of globSync('*.deb', { cwd: folder })) await run('dpkg', ['-x', file, 'root'], folder);
    // What is only unpacked acts for whoever calls it, and for nobody else.
    await run('chmod', ['-R', 'a-s', 'root'], folder);
    await rm(home, { recursive: true, force: true });
    await rename(path.join(folder, 'root'), home);
    await writeLauncher(peer, home);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Libraries that installing the package would bring; not what is here already, and not what browsers would want. */
async function missingLibraries(wanted: readonly string[]): Promise<string[]> {
  const { output } = await apt('install', '--simulate', '--no-install-recommends', ...wanted);
  return [...output.matchAll(/^Inst (lib\S+) \(/gm)]
    .flatMap(([, name]) => name ?? [])
    .filter((name) => !name.startsWith('libjs-'));
}

/** A shell that becomes the program: signals reach it, and it finds its libraries. */
async function writeLauncher(peer: Peer, home: string): Promise<void> {
  const [program] = globSync(`usr/{bin,sbin}/${peer}`, { cwd: home });
  if (program === undefined) throw new Error(`${peerPackages[peer].join(', ')}: ${peer} is not in it`);
  const libraries = globSync([`usr/lib/${peer}`, '{usr/lib,lib}/*-linux-gnu*'], { cwd: home }).map((dir) =>
    path.join(home, dir),
  );
  const launcher = path.join(peersDir, 'bin', peer);
  await mkdir(path.dirname(launcher), { recursive: true });
  await writeFile(
    launcher,
    `#!/bin/sh\nLD_LIBRARY_PATH=${quoted(libraries.join(':'))} exec ${quoted(path.join(home, program))} "$@"\n`,
  );
  await chmod(launcher, 0o755);
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await runProgram(command, args, { cwd, timeoutMs: LIMIT_MS });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${output.trim().slice(-500)}`);
}

/** From a bare clone to the repo's own Node: installs what is missing, then hands over. Runs on any Node from 20. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pnpm = 'pnpm@10.34.8';
const programs = { start: 'tools/src/start/main.ts', test: 'tools/src/check/main.ts' };
const stampFile = join(root, 'node_modules', '.installed-from');
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const [task = '', ...rest] = process.argv.slice(2);
const program = programs[task];
if (!program) fail(`Bilinmeyen görev / unknown task: “${task}”. ${Object.keys(programs).join(' | ')}`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Node 20 ya da üstü gerekir, bu ${process.version} / Node 20 or later is needed, this is ${process.version}.`,
  );
}
process.exit(await main());

async function main() {
  const wanted = fingerprint();
  if (!isInstalled(wanted)) {
    const code = await install();
    if (code !== 0) return code;
    writeFileSync(stampFile, wanted);
  }
  // The folder goes first on PATH, so that whatever the program starts finds the same Node.
  const PATH = [dirname(ownNode), join(root, 'node_modules', '.bin'), process.env.PATH].join(
    process.platform === 'win32' ? ';' : ':',
  );
  // Compiled code is kept between runs: a second start loads in a fraction of the time.
  const NODE_COMPILE_CACHE = join(root, 'node_modules', '.cache', 'node-compile');
  return run(ownNode, [join(root, program), ...rest], { ...process.env, PATH, NODE_COMPILE_CACHE });
}

/** Changes with every file that decides what is installed, and with the machine's kind. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  );
  const manifests = ['.', 'tests', 'bench', 'tools', ...folders].map((folder) =>
    join(folder, 'package.json'),
  );
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests.sort()]) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function isInstalled(wanted) {
  return existsSync(ownNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
}

async function install() {
  console.log('Bağımlılıklar kuruluyor… / Installing dependencies…');
  rmSync(stampFile, { force: true });
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const args = ['--yes', pnpm, 'install', '--frozen-lockfile'];
  // Development dependencies are needed to build and to test, whatever environment the program then runs in.
  const code = await run(npx, [...args, '--prod=false'], {
    ...process.env,
    NODE_ENV: 'development',
    CI: 'true',
    // A silent npm would have its child keep the reason of a failure to itself.
    npm_config_loglevel: 'warn',
  });
  if (code === 0 && existsSync(ownNode)) return 0;
  console.error(
    [
      '',
      `Kurulum başarısız (npx ${args.join(' ')}, çıkış ${code}). Nedeni yukarıda. İnternet ya da paket deposuna erişim yoksa önce onu düzeltin, sonra yeniden deneyin.`,
      `Installing failed (npx ${args.join(' ')}, exit ${code}). The reason stands above. Without a network and a package registry nothing can be installed: fix that, then try again.`,
    ].join('\n'),
  );
  return code === 0 ? 1 : code;
}

/** Runs to the end, passes signals on, and answers the exit code (128 + n for a death by signal n). */
function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    const passOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
    const settle = (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, passOn);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      settle(127);
    });
    child.once('exit', (code, signal) =>
      settle(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)),
    );
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Builds the web app when its sources changed since the last build, and only then. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Thrown with all that the build said. */
export class WebBuildFailed extends Error {
  constructor(output: string) {
    super(`Web uygulaması derlenemedi / the web app did not build:\n${output.trim()}`);
    this.name = 'WebBuildFailed';
  }
}

/** Where to look for what a build is made of, and where it goes. */
export type WebBuildPlaces = { readonly root: string; readonly appDir: string; readonly distDir: string };

const inputs = ['apps/web-app', 'packages/accounting/src', 'packages/features/src', 'pnpm-lock.yaml'];
const ignored = new Set(['node_modules', 'dist', '.vite']);

/**
 * Builds when needed and answers whether it did.
 * @throws WebBuildFailed with the build's output when it fails, or when there is no web app to build
 */
export async function buildWebApp(places: WebBuildPlaces): Promise<boolean> {
  const sources = await fingerprint(places.root);
  const stamp = join(places.distDir, '.built-from');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return false;
  await runVite(places.appDir);
  await writeFile(stamp, sources);
  return true;
}

/** Changes with the name or content of every file that the build may read. */
async function fingerprint(root: string): Promise<string> {
  const files = (await Promise.all(inputs.map((input) => listFiles(join(root, input))))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) {
    if (/\.(test|fixture)\.tsx?$/.test(file)) continue;
    hash.update(`${relative(root, file)}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [path];
  const entries = (await readdir(path)).filter((name) => !ignored.has(name));
  return (await Promise.all(entries.map((name) => listFiles(join(path, name))))).flat();
}

function runVite(appDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(appDir, 'node_modules/vite/bin/vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: appDir,
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new WebBuildFailed(said));
    });
  });
}

/** JavaScript of a first visit, gzipped: built now, read from Vite's manifest; beside it a bare React page of the same Vite. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tell } from './tell.ts';

const GOAL_BYTES = 200_000;
const webApp = resolve(import.meta.dirname, '../apps/web-app');
const vite = join(webApp, 'node_modules/vite/bin/vite.js');
/** Below the web app, so that the bare page finds the same React. */
const scratch = join(webApp, 'node_modules/.cache');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

function build(root: string, outDir: string): Manifest {
  const args = [
    vite,
    'build',
    root,
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--manifest',
    '--logLevel',
    'error',
  ];
  execFileSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 120_000,
  });
  return JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')) as Manifest;
}

/** Gzipped bytes of the entries and all that they import at once; what is loaded later does not count. */
function bytesOf(manifest: Manifest, outDir: string, entries: readonly string[]): number {
  const files = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the manifest does not know ${name}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(outDir, file)), { level: 9 }).length,
    0,
  );
}

function makeBarePage(folder: string): void {
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><div id="root"></div><script type="module" src="./main.js"></script>',
  );
  writeFileSync(
    join(folder, 'main.js'),
    `import { createElement } from 'react';
     import { createRoot } from 'react-dom/client';
     createRoot(document.getElementById('root')).render(createElement('p', null, 'AI Muhasebi'));`,
  );
}

mkdirSync(scratch, { recursive: true });
const folder = mkdtempSync(join(scratch, 'first-load-'));
try {
  const ours = join(folder, 'ours');
  const manifest = build(webApp, ours);
  makeBarePage(folder);
  const bare = join(folder, 'bare');
  const bareManifest = build(folder, bare);
  const entry = 'index.html';
  const figure = bytesOf(manifest, ours, [entry, 'src/features/sign-in/sign-in-page.tsx']);
  const signedIn = [entry, 'src/shell/shell.tsx'];
  const clientsOpenedFirst = bytesOf(manifest, ours, [...signedIn, 'src/features/clients/clients-page.tsx']);
  const documentsOpenedFirst = bytesOf(manifest, ours, [
    ...signedIn,
    'src/features/documents/documents-page.tsx',
  ]);
  const reviewOpenedFirst = bytesOf(manifest, ours, [...signedIn, 'src/features/review/review-page.tsx']);
  tell({
    bench: 'first-load JavaScript (sign-in page)',
    unit: 'bytes, gzipped',
    figure,
    baseline: bytesOf(bareManifest, bare, [entry]),
    baselineIs: 'React drawing one paragraph',
    goal: `≤ ${GOAL_BYTES} for the first page that a visitor meets`,
    met: figure <= GOAL_BYTES,
    details: {
      entryAlone: bytesOf(manifest, ours, [entry]),
      clientsOpenedFirst,
      documentsOpenedFirst,
      reviewOpenedFirst,
    },
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

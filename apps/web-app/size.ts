/** Prints what a first load costs, signed out and signed in: gzipped bytes of all that loads at once; fails over the limit. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** Gzipped bytes of JavaScript that a first load may cost. */
const LIMIT_BYTES = 200_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist');

function gzippedBytes(file: string): number {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
}

/** Files that are loaded together with the given manifest entries: they themselves and all they import at once. */
function filesOf(entries: readonly string[]): { scripts: string[]; styles: string[] } {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest does not know ${key}`);
    if (scripts.has(chunk.file)) return;
    scripts.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  entries.forEach(visit);
  return { scripts: [...scripts], styles: [...styles] };
}

const total = (files: readonly string[]) => files.reduce((sum, file) => sum + gzippedBytes(file), 0);

function sizeOf(entries: readonly string[]) {
  const { scripts, styles } = filesOf(entries);
  return { jsGzipBytes: total(scripts), cssGzipBytes: total(styles), files: scripts.length + styles.length };
}

// A visitor first meets the sign-in page; one who is signed in, the shell with the list of clients.
const sizes = {
  firstLoad: sizeOf(['index.html', 'src/features/sign-in/sign-in-page.tsx']),
  signedIn: sizeOf(['index.html', 'src/shell/shell.tsx', 'src/features/clients/clients-page.tsx']),
};
console.log(JSON.stringify({ limitBytes: LIMIT_BYTES, ...sizes }));
if (Object.values(sizes).some((size) => size.jsGzipBytes > LIMIT_BYTES)) process.exitCode = 1;

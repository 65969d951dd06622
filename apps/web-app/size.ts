/** Prints what a first visit loads: gzipped bytes of the entry and everything it imports at once, from Vite's manifest. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist');

function gzippedBytes(file: string): number {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
}

/** Files of the first load: the entry chunk with its static imports, and their style sheets. */
function firstLoadFiles(): { scripts: string[]; styles: string[] } {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined || scripts.has(chunk.file)) return;
    scripts.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit('index.html');
  return { scripts: [...scripts], styles: [...styles] };
}

const { scripts, styles } = firstLoadFiles();
const total = (files: string[]) => files.reduce((sum, file) => sum + gzippedBytes(file), 0);
console.log(JSON.stringify({ firstLoadJsGzipBytes: total(scripts), firstLoadCssGzipBytes: total(styles), scripts, styles }));

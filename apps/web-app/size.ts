/** Prints what each page costs when it is opened first, in gzipped JavaScript; fails over a limit and says what is heavy. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pageList } from './page-list.ts';
import { circles, LIMITS, type Manifest, pageSizes, tooLarge } from './page-sizes.ts';

const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
const known = new Map<string, number>();

function gzippedBytes(file: string): number {
  const bytes = known.get(file) ?? gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  known.set(file, bytes);
  return bytes;
}

const sizes = pageSizes(pageList(), manifest, gzippedBytes);
for (const { page, firstLoadBytes, ownBytes } of sizes)
  console.log(`${String(firstLoadBytes).padStart(7)} ${String(ownBytes).padStart(6)}  ${page}`);
console.log(`limits: first load ${LIMITS.firstLoadBytes}, own part ${LIMITS.ownBytes} bytes, gzipped`);
const problems = [
  ...tooLarge(sizes),
  ...circles(manifest).map((road) => `files that wait for each other: ${road}`),
];
if (problems.length > 0) {
  console.log(`\n${problems.join('\n')}`);
  process.exitCode = 1;
}

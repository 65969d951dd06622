/** Measures documents read per second and core over the samples, beside libxml2 alone on the same bytes in the same run. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { XmlDocument } from 'libxml2-wasm';
import { median } from './median.ts';
import { tell } from './tell.ts';

const SAMPLES = process.argv[2] ?? join(import.meta.dirname, '../../shared/gib/samples');
const ROUNDS = 7;
const ROUND_MS = 500;
const GOAL_PER_SECOND = 1500;

/** Documents per second of processor time (all threads of this process), so that a busy machine does not count. */
function measure(work: () => number): number {
  const cpu = process.cpuUsage();
  const end = performance.now() + ROUND_MS;
  let documents = 0;
  while (performance.now() < end) documents += work();
  const used = process.cpuUsage(cpu);
  return documents / ((used.user + used.system) / 1_000_000);
}

/** Reads every file to its documents. */
function readAll(files: readonly Buffer[]): number {
  let documents = 0;
  for (const bytes of files) {
    const result = readUbl(bytes);
    documents += result.ok ? result.documents.length : 0;
  }
  return documents;
}

/** Checks well-formedness and builds the tree, reading nothing of it. */
function parseAll(files: readonly Buffer[]): number {
  for (const bytes of files) XmlDocument.fromBuffer(bytes).dispose();
  return files.length;
}

function main(): void {
  if (!existsSync(SAMPLES)) {
    console.log(JSON.stringify({ bench: 'parser', skipped: 'samples absent' }));
    return;
  }
  const files = globSync('*/*.xml', { cwd: SAMPLES })
    .map((name) => readFileSync(join(SAMPLES, name)))
    .filter((bytes) => readUbl(bytes).ok);
  const bytesPerFile = Math.round(files.reduce((sum, file) => sum + file.length, 0) / files.length);
  // One round of each is thrown away; then they take turns, so that both see the same machine.
  measure(() => readAll(files));
  measure(() => parseAll(files));
  const reader: number[] = [];
  const baseline: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    reader.push(measure(() => readAll(files)));
    baseline.push(measure(() => parseAll(files)));
  }
  const read = Math.round(median(reader));
  tell({
    bench: 'parser',
    unit: 'documents/s and core',
    figure: read,
    baseline: Math.round(median(baseline)),
    baselineIs: 'libxml2 alone: the tree is built, nothing read of it',
    goal: `≥ ${GOAL_PER_SECOND}`,
    met: read >= GOAL_PER_SECOND,
    details: { files: files.length, bytesPerFile, rounds: ROUNDS },
  });
}

main();

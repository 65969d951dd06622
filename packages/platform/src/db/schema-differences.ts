/** Drift: what the live schema has or lacks beside the one that the migrations give. */
import { readFile } from 'node:fs/promises';
import { dumpSchema } from './schema-dump.ts';

/**
 * Lines that differ from the expected dump, "- " expected and missing, "+ " live and unexpected, each below the table
 * or function it belongs to. Empty where the schema is as expected.
 */
export async function schemaDifferences(url: string, expectedFile: string): Promise<string[]> {
  const expected = blocksOf(await readFile(expectedFile, 'utf8'));
  const live = blocksOf(await dumpSchema(url));
  const titles = [...new Set([...expected.keys(), ...live.keys()])].sort();
  return titles.flatMap((title) => {
    const wanted = expected.get(title) ?? [];
    const found = live.get(title) ?? [];
    const lines = [
      ...wanted.filter((line) => !found.includes(line)).map((line) => `  - ${line.trim()}`),
      ...found.filter((line) => !wanted.includes(line)).map((line) => `  + ${line.trim()}`),
    ];
    if (!expected.has(title)) return [`+ ${title}`];
    if (!live.has(title)) return [`- ${title}`];
    return lines.length === 0 ? [] : [title, ...lines];
  });
}

/** Blocks are parted by empty lines; functions may hold some, so a block begins where a title does. */
function blocksOf(dump: string): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of dump.split('\n')) {
    if (/^(table |CREATE OR REPLACE )/.test(line)) {
      lines = [];
      blocks.set(line.replace(/ \((no )?row security.*\)$/, ''), lines);
    }
    lines.push(line);
  }
  return blocks;
}

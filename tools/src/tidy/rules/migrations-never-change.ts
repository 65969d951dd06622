/** A migration that has landed never changes: installations have run it, and the next one to be set up would be another. */
import { createHash } from 'node:crypto';
import type { Problem, Rule } from '../source-file.ts';

const LIST = 'db/migrations.json';
const MIGRATION = /^db\/migrations\/([^/]+)\.sql$/;

const problem = (path: string, message: string): Problem => ({ path, line: 1, message });

/** Each migration with the SHA-256 it landed with, as `pnpm db:codegen` writes it for one that is new. */
export const migrationsNeverChange: Rule = (files) => {
  const list = files.find(({ path }) => path === LIST);
  const landed = new Map<string, unknown>(Object.entries(JSON.parse(list?.text ?? '{}')));
  const seen = new Set<string>();
  const changed = files.flatMap(({ path, text }) => {
    const name = MIGRATION.exec(path)?.[1];
    if (name === undefined) return [];
    seen.add(name);
    const sum = landed.get(name);
    if (sum === createHash('sha256').update(text).digest('hex')) return [];
    if (sum === undefined) return [problem(path, `is not in ${LIST}: pnpm db:codegen`)];
    const message = `is not what ${LIST} says: where it has landed, take the change back and write a new migration; where it has not, delete its line and pnpm db:codegen`;
    return [problem(path, message)];
  });
  const gone = [...landed.keys()].filter((name) => !seen.has(name));
  return [...changed, ...gone.map((name) => problem(LIST, `${name} has landed and is gone`))];
};

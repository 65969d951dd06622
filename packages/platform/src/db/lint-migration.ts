/** Refuses migrations that break the release before them: expand first, contract a release later. */

import { contractOf } from './migration-files.ts';

/** What a statement would take away from the release that still runs while the migration is applied. */
const BREAKING: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bdrop\s+table\b/i, 'drops a table'],
  [/\bdrop\s+column\b/i, 'drops a column'],
  [/\brename\s+(column|to|constraint)\b/i, 'renames'],
  [/\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i, 'changes the type of a column'],
  [/\balter\s+column\s+\S+\s+set\s+not\s+null\b/i, 'makes a column required'],
  [/\badd\s+column\s+(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b/i, 'adds a required column without a default'],
  [/\bdrop\s+(function|procedure|schema|view)\b/i, 'drops what code may call'],
  [/\brevoke\b/i, 'takes a right away'],
];

const CLOSING = /^\s*revoke all on (?:function|procedure) (\S+?)\([^)]*\) from public\s*$/i;

/** The breaking statements of a migration; none where it is marked `-- contract: why`. */
export function breakingStatements(sql: string): string[] {
  if (contractOf(sql) !== null) return [];
  const code = sql.replace(/--[^\n]*/g, '').replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '');
  const created = /\bcreate\s+(?:function|procedure)\s+(\S+?)\s*\(/gi;
  const made = new Set([...code.matchAll(created)].map(([, name]) => name));
  return code.split(';').flatMap((statement) => {
    // What is made here is called by no release before: closing it to the public takes nothing away.
    const closed = CLOSING.exec(statement)?.[1];
    if (closed !== undefined && made.has(closed)) return [];
    const found = BREAKING.find(([pattern]) => pattern.test(statement));
    return found === undefined ? [] : [`${found[1]}: ${statement.trim().replace(/\s+/g, ' ').slice(0, 120)}`];
  });
}

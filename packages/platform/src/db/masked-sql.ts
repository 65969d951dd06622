/** The text of a statement without what stands between quotes in it, so that it can be shown and logged. */

const QUOTED = /'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g;
/** Amounts, tax numbers and ids that were written into a statement; `$1` and `int4` stay. */
const NUMBER = /(?<![\w$.])\d{4,}(?:\.\d+)?/g;

/** One line, every literal hidden, at most `limit` characters. */
export function maskedSql(statement: string, limit = 2_000): string {
  const line = statement.replace(QUOTED, "'…'").replace(NUMBER, '…').replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

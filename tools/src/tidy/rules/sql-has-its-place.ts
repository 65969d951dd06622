/** SQL of a feature stands in its *.queries.ts; elsewhere only platform, testkit, migrations and tests speak it. */
import { forbidPattern } from '../source-file.ts';

// A template that ends in "}.sql`" names a file and is no statement.
const statement =
  /[`'"]\s*(?:select\s[^`'"]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(?:create|alter|drop)\s+(?:table|role|index|database|schema)\s|truncate\s+\w)|\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(|(?<!\}\.)\bsql`/gi;

export const sqlHasItsPlace = forbidPattern(
  statement,
  'SQL outside of its place',
  (file) =>
    file.isCode &&
    !file.isTest &&
    !file.path.endsWith('.queries.ts') &&
    /^(apps|packages\/(accounting|connectors|features)|tools)\//.test(file.path) &&
    !file.path.startsWith('tools/src/tidy/rules/'),
);

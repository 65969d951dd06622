/** Files and folders are named in kebab-case, with dots before the kind: match-lines.job.ts. */
import type { Rule } from '../source-file.ts';

const segment = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const migration = /^\d{14}_[a-z0-9_]+\.sql$/;

export const namesAreKebabCase: Rule = (files) =>
  files
    .filter((file) => /\.(ts|tsx|mjs|js|sql|css)$/.test(file.path))
    .flatMap(({ path }) => {
      const bad = path.split('/').find((part) => !segment.test(part) && !migration.test(part));
      return bad ? [{ path, line: 1, message: `${bad} is not kebab-case` }] : [];
    });

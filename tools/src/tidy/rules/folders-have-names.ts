/** A folder is named for what is in it; there is no drawer for odds and ends. */
import type { Rule } from '../source-file.ts';

const drawers = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'misc']);

export const foldersHaveNames: Rule = (files) =>
  files.flatMap(({ path }) => {
    const folder = path
      .split('/')
      .slice(0, -1)
      .find((segment) => drawers.has(segment.toLowerCase()));
    return folder ? [{ path, line: 1, message: `a folder called ${folder}` }] : [];
  });

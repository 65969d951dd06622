/** Every file opens with one sentence that says what it is for. */
import type { Rule } from '../source-file.ts';

export const filesOpenWithDuty: Rule = (files) =>
  files.flatMap((file) => {
    const opening = file.path.endsWith('.sql') ? /^-- \S+ \S+/ : /^(#!.*\n)?\/\*\*\s+(\*\s+)?\S+ \S+/;
    const concerned = file.isCode || (file.path.endsWith('.sql') && file.path.startsWith('db/migrations/'));
    if (!concerned || opening.test(file.text)) return [];
    return [{ path: file.path, line: 1, message: 'the file does not open with its duty' }];
  });

/** The rules of the house, by name. */
import { fileSize } from './rules/file-size.ts';
import { filesOpenWithDuty } from './rules/files-open-with-duty.ts';
import { foldersHaveNames } from './rules/folders-have-names.ts';
import { functionSize } from './rules/function-size.ts';
import { lawHasNoClock } from './rules/law-has-no-clock.ts';
import { migrationsNeverChange } from './rules/migrations-never-change.ts';
import { moneyIsExact } from './rules/money-is-exact.ts';
import { namesAreKebabCase } from './rules/names-are-kebab-case.ts';
import { noChance } from './rules/no-chance.ts';
import { noEscapeTypes } from './rules/no-escape-types.ts';
import { noLooseEnds } from './rules/no-loose-ends.ts';
import { noPlaceOfWork } from './rules/no-place-of-work.ts';
import { screensDoNotSpeak } from './rules/screens-do-not-speak.ts';
import { sqlHasItsPlace } from './rules/sql-has-its-place.ts';
import { testsAllRun } from './rules/tests-all-run.ts';
import type { Rule } from './source-file.ts';

export const allRules: Readonly<Record<string, Rule>> = {
  'files stay short': fileSize,
  'functions stay short': functionSize,
  'files open with their duty': filesOpenWithDuty,
  'folders have names': foldersHaveNames,
  'names are kebab-case': namesAreKebabCase,
  'types are not switched off': noEscapeTypes,
  'money is exact': moneyIsExact,
  'chance is not guessable': noChance,
  'nothing is put off': noLooseEnds,
  'SQL has its place': sqlHasItsPlace,
  'law has no clock': lawHasNoClock,
  'all tests run': testsAllRun,
  'no place of work is named': noPlaceOfWork,
  'screens do not speak by themselves': screensDoNotSpeak,
  'migrations never change': migrationsNeverChange,
};

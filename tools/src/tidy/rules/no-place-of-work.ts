/** The project names no machine that it was written on: no absolute paths of a workplace, no hosts of a package registry. */
import { forbidPattern } from '../source-file.ts';

export const noPlaceOfWork = forbidPattern(
  /(?<![\w.])\/work\/[\w.]+|\/home\/[a-z]\w+\/|\/Users\/[A-Za-z]\w+\/|https?:\/\/[\w.-]*(?:registry|npmjs|artifactory|nexus)[\w.-]*/g,
  'a place of work',
  (file) => !file.path.startsWith('tools/src/tidy/rules/'),
);

/** Nothing is put off in a comment: it is done, or it is an issue. */
import { forbidPattern } from '../source-file.ts';

export const noLooseEnds = forbidPattern(
  /(?:\/\/|\/?\*|--|#).*\b(?:TO(?:DO)|FIX(?:ME)|XX(?:X)|HA(?:CK))\b/g,
  'a loose end',
  (file) => file.isCode || /\.(sql|css|sh|ya?ml)$/.test(file.path),
);

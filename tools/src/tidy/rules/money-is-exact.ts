/** Money is a whole number of kuruş: nothing is read as a float, and no amount is a `number`. */
import { forbidPattern, type Rule } from '../source-file.ts';

const floats = forbidPattern(/\bparse(?:Float)\b/g, 'text is read as a float', (file) => file.isCode);
const numbers = forbidPattern(
  /\b\w*[kK]urus\??\s*:\s*number\b|\bNumber\(\s*[\w.]*[kK]urus\s*\)/g,
  'an amount of kuruş as a number',
  (file) => file.isCode && !file.isTest,
);

export const moneyIsExact: Rule = (files) => [...floats(files), ...numbers(files)];

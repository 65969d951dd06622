/** Chance comes from node:crypto, for what is guessable is no secret and what is not repeatable is no test. */
import { forbidPattern } from '../source-file.ts';

export const noChance = forbidPattern(/\bMath\s*\.\s*random\b/g, 'guessable chance', (file) => file.isCode);

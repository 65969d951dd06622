/** Turkish texts that are there from the start; English must have the same keys, and those of the pages' own. */
import type { PageTexts } from '../page-texts.ts';
import { shell } from './shell.ts';

export const tr = { shell };
export type Texts = typeof tr & PageTexts;

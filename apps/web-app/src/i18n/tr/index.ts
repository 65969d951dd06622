/** Turkish texts that are there from the start; English must have the same keys, and those of the pages' own. */
import type { PageTexts } from '../page-texts.ts';
import { clients } from './clients.ts';
import { shell } from './shell.ts';

export const tr = { clients, shell };
export type Texts = typeof tr & PageTexts;

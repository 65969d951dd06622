/** Turkish texts that are there from the start; English must have the same keys, and those of the pages' own. */
import type { PageTexts } from '../page-texts.ts';
import { account } from './account.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { invoice } from './invoice.ts';
import { ledger } from './ledger.ts';
import { office } from './office.ts';
import { portal } from './portal.ts';
import { requests } from './requests.ts';
import { review } from './review.ts';
import { shell } from './shell.ts';

export const tr = {
  account,
  clients,
  documents,
  invoice,
  ledger,
  office,
  portal,
  requests,
  review,
  shell,
};
export type Texts = typeof tr & PageTexts;

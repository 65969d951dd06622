/** Turkish texts of the whole app; English must have the same keys. */
import { account } from './account.ts';
import { audit } from './audit.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { invoice } from './invoice.ts';
import { ledger } from './ledger.ts';
import { office } from './office.ts';
import { operations } from './operations.ts';
import { portal } from './portal.ts';
import { requests } from './requests.ts';
import { review } from './review.ts';
import { shell } from './shell.ts';

export const tr = {
  account,
  audit,
  clients,
  documents,
  invoice,
  ledger,
  office,
  operations,
  portal,
  requests,
  review,
  shell,
};
export type Texts = typeof tr;

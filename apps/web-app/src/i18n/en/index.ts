/** English texts of the whole app, checked to have exactly the keys of the Turkish ones. */
import type { Texts } from '../tr/index.ts';
import { account } from './account.ts';
import { audit } from './audit.ts';
import { clients } from './clients.ts';
import { documents } from './documents.ts';
import { edit } from './edit.ts';
import { invoice } from './invoice.ts';
import { ledger } from './ledger.ts';
import { month } from './month.ts';
import { notifications } from './notifications.ts';
import { office } from './office.ts';
import { operations } from './operations.ts';
import { palette } from './palette.ts';
import { portal } from './portal.ts';
import { presence } from './presence.ts';
import { review } from './review.ts';
import { shell } from './shell.ts';
import { views } from './views.ts';

export const en: Texts = {
  account,
  audit,
  clients,
  documents,
  edit,
  invoice,
  ledger,
  month,
  notifications,
  office,
  operations,
  palette,
  portal,
  presence,
  review,
  shell,
  views,
};

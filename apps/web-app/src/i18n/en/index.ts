/** English texts of the whole app, checked to have exactly the keys of the Turkish ones. */
import type { Texts } from '../tr/index.ts';
import { account } from './account.ts';
import { acts } from './acts.ts';
import { admin } from './admin.ts';
import { audit } from './audit.ts';
import { bank } from './bank.ts';
import { bookTools } from './book-tools.ts';
import { books } from './books.ts';
import { card } from './card.ts';
import { chart } from './chart.ts';
import { chartLists } from './chart-lists.ts';
import { clients } from './clients.ts';
import { desk } from './desk.ts';

import { documentLinks } from './document-links.ts';

import { documentView } from './document-view.ts';

import { documents } from './documents.ts';
import { edit } from './edit.ts';
import { entry } from './entry.ts';
import { firstRun } from './first-run.ts';
import { integrations } from './integrations.ts';
import { invoice } from './invoice.ts';
import { issuedInvoices } from './issued-invoices.ts';
import { ledger } from './ledger.ts';
import { machines } from './machines.ts';
import { month } from './month.ts';
import { notifications } from './notifications.ts';
import { office } from './office.ts';
import { operations } from './operations.ts';
import { outgoingMails } from './outgoing-mails.ts';
import { palette } from './palette.ts';
import { periods } from './periods.ts';
import { portal } from './portal.ts';
import { presence } from './presence.ts';
import { rates } from './rates.ts';
import { reportSchedules } from './report-schedules.ts';
import { reports } from './reports.ts';
import { requests } from './requests.ts';
import { review } from './review.ts';
import { shell } from './shell.ts';
import { statements } from './statements.ts';
import { views } from './views.ts';
import { voucherImport } from './voucher-import.ts';

export const en: Texts = {
  account,
  acts,
  admin,
  audit,
  card,
  chart,
  chartLists,
  clients,
  desk,
  documentLinks,
  documentView,
  documents,
  edit,
  entry,
  firstRun,
  integrations,
  invoice,
  issuedInvoices,
  ledger,
  machines,
  month,
  notifications,
  office,
  operations,
  outgoingMails,
  palette,
  periods,
  portal,
  presence,
  rates,
  reports,
  reportSchedules,
  requests,
  review,
  shell,
  bank,
  bookTools,
  books,
  statements,
  views,
  voucherImport,
};

/** Turkish texts that some pages alone speak: they come with them, so that everybody's first load does not carry them. */
import i18next from 'i18next';

const texts = {
  acts: async () => (await import('./tr/acts.ts')).acts,
  account: async () => (await import('./tr/account.ts')).account,
  admin: async () => (await import('./tr/admin.ts')).admin,
  audit: async () => (await import('./tr/audit.ts')).audit,
  bank: async () => (await import('./tr/bank.ts')).bank,
  bookTools: async () => (await import('./tr/book-tools.ts')).bookTools,
  books: async () => (await import('./tr/books.ts')).books,
  chart: async () => (await import('./tr/chart.ts')).chart,
  chartLists: async () => (await import('./tr/chart-lists.ts')).chartLists,
  clients: async () => (await import('./tr/clients.ts')).clients,
  desk: async () => (await import('./tr/desk.ts')).desk,
  documentLinks: async () => (await import('./tr/document-links.ts')).documentLinks,
  card: async () => (await import('./tr/card.ts')).card,
  documentView: async () => (await import('./tr/document-view.ts')).documentView,
  documents: async () => (await import('./tr/documents.ts')).documents,
  edit: async () => (await import('./tr/edit.ts')).edit,
  entry: async () => (await import('./tr/entry.ts')).entry,
  firstRun: async () => (await import('./tr/first-run.ts')).firstRun,
  integrations: async () => (await import('./tr/integrations.ts')).integrations,
  invoice: async () => (await import('./tr/invoice.ts')).invoice,
  issuedInvoices: async () => (await import('./tr/issued-invoices.ts')).issuedInvoices,
  ledger: async () => (await import('./tr/ledger.ts')).ledger,
  machines: async () => (await import('./tr/machines.ts')).machines,
  month: async () => (await import('./tr/month.ts')).month,
  notifications: async () => (await import('./tr/notifications.ts')).notifications,
  office: async () => (await import('./tr/office.ts')).office,
  operations: async () => (await import('./tr/operations.ts')).operations,
  outgoingMails: async () => (await import('./tr/outgoing-mails.ts')).outgoingMails,
  palette: async () => (await import('./tr/palette.ts')).palette,
  periods: async () => (await import('./tr/periods.ts')).periods,
  portal: async () => (await import('./tr/portal.ts')).portal,
  presence: async () => (await import('./tr/presence.ts')).presence,
  rates: async () => (await import('./tr/rates.ts')).rates,
  reports: async () => (await import('./tr/reports.ts')).reports,
  reportSchedules: async () => (await import('./tr/report-schedules.ts')).reportSchedules,
  requests: async () => (await import('./tr/requests.ts')).requests,
  review: async () => (await import('./tr/review.ts')).review,
  voucherImport: async () => (await import('./tr/voucher-import.ts')).voucherImport,
  statements: async () => (await import('./tr/statements.ts')).statements,
  views: async () => (await import('./tr/views.ts')).views,
};
export type PageTextName = keyof typeof texts;
export type PageTexts = { readonly [N in PageTextName]: Awaited<ReturnType<(typeof texts)[N]>> };

async function load<N extends PageTextName>(name: N): Promise<readonly [N, PageTexts[N]]> {
  return [name, (await texts[name]()) as PageTexts[N]];
}

/** A page's module, given when the texts that it speaks are there, too. English is loaded as a whole. */
export async function withTexts<Page>(names: readonly PageTextName[], page: Promise<Page>): Promise<Page> {
  const loaded = await Promise.all(names.map((name) => load(name)));
  i18next.addResourceBundle('tr', 'translation', Object.fromEntries(loaded), true);
  return page;
}

/** All of them, for those who check that nothing is missing. */
export async function allPageTexts(): Promise<PageTexts> {
  const names = Object.keys(texts) as PageTextName[];
  return Object.fromEntries(await Promise.all(names.map((name) => load(name)))) as PageTexts;
}

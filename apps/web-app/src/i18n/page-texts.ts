/** Turkish texts that a page alone speaks: they come with it, so that everybody's first load does not carry them. */
import i18next from 'i18next';

const texts = {
  admin: async () => (await import('./tr/admin.ts')).admin,
  audit: async () => (await import('./tr/audit.ts')).audit,
  card: async () => (await import('./tr/card.ts')).card,
  operations: async () => (await import('./tr/operations.ts')).operations,
};
type Name = keyof typeof texts;
export type PageTexts = { readonly [N in Name]: Awaited<ReturnType<(typeof texts)[N]>> };

/** A page's module, given when its texts are there, too. English is loaded as a whole. */
export async function withTexts<Page>(name: Name, page: Promise<Page>): Promise<Page> {
  const loaded = await texts[name]();
  i18next.addResourceBundle('tr', 'translation', { [name]: loaded }, true);
  return page;
}

/** All of them, for those who check that nothing is missing. */
export async function allPageTexts(): Promise<PageTexts> {
  const [admin, audit, card, operations] = await Promise.all([
    texts.admin(),
    texts.audit(),
    texts.card(),
    texts.operations(),
  ]);
  return { admin, audit, card, operations };
}

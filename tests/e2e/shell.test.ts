/** The shell from the keyboard alone: the palette, the month of a client, notifications, and a link into another office. */
/// <reference lib="dom" />
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  desktop,
  dropFiles,
  enter,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  phone,
  signIn,
} from './browser.ts';
import { withDatabase } from './database.ts';
import { company, purchase } from './invoices.ts';
import { focused } from './page-watch.ts';
import { type ListedDocument, openClient, readyDocuments } from './ready-documents.ts';

/** Runs in the page: whether the palette has the focus before any timer can run, as a key that waits already would find it. */
async function opensInOneBreath(): Promise<boolean> {
  const press = { key: 'k', ctrlKey: true, bubbles: true, cancelable: true };
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
  for (let turn = 0; turn < 100; turn += 1) await undefined;
  return document.activeElement?.matches('[role="dialog"] input') === true;
}

describe.skipIf(chromiumPath === undefined)('the shell', () => {
  const [first, second] = [company('kabuk-mukellefi'), company('kabuk-ikinci')];
  const seller = company('kabuk-saticisi');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let base: string;
  let clientId: string;
  let otherId: string;
  let documents: readonly ListedDocument[];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Kabuk Müşavirlik');
    const client = await openClient(owner, first);
    clientId = client.id;
    otherId = await owner.newClient(second);
    base = inject('installation').url;
    page = await enter(browser, owner.email);
    documents = await readyDocuments(page, client, [
      purchase('kabuk-1', first, seller),
      purchase('kabuk-2', first, seller),
    ]);
    await dropFiles(page, [{ name: 'bozuk.xml', content: Buffer.from('bu bir fatura değil') }]);
    await client.settled('FAILED', 1);
  }, 120_000);
  afterAll(() => browser?.close());

  const palette = () => page.getByRole('dialog', { name: 'Ara ve git' });
  /** Types into the palette and waits for the line to be there. */
  async function find(text: string, line: string | RegExp): Promise<void> {
    await page.keyboard.press('Control+k');
    await focused(palette().getByRole('textbox'));
    await page.keyboard.type(text);
    await palette().getByRole('option', { name: line }).first().waitFor();
  }

  test('the palette finds a client, a document by number and by amount, a page and an act, and remembers', async () => {
    await page.goto(`${base}/ofis`);
    await page.getByRole('grid').waitFor();
    const shouted = first.name.toLocaleUpperCase('tr').slice(0, 14);
    await find(shouted, first.name);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/mukellefler/${clientId}/belgeler`));
    const [document] = documents;
    await find(document?.documentNo.toLowerCase() ?? '', document?.documentNo ?? '');
    await page.keyboard.press('Enter');
    await page.waitForURL(/belge=/);
    await page.goto(`${base}/ofis`);
    await page.getByRole('grid').waitFor();
    const amount = new Intl.NumberFormat('tr-TR', { minimumFractionDigits: 2 }).format(
      Number(document?.payable),
    );
    await find(amount, document?.documentNo ?? '');
    await keepPicture(page, 'palet-tutar');
    await page.keyboard.press('Escape');
    await palette().waitFor({ state: 'detached' });
    await page.getByRole('grid').focus();
    expect(await page.evaluate(opensInOneBreath), 'the palette has the focus as it is drawn').toBe(true);
    await page.keyboard.press('Escape');
    await focused(page.getByRole('grid'));
    await page.keyboard.press('Control+k');
    await palette().getByText('Son açılanlar').waitFor();
    await keepPicture(page, 'palet-bos');
    await page.keyboard.type('denet');
    await palette().getByRole('option', { name: 'Denetim izi' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/denetim-izi/);
  });

  test('Enter before the answer came opens what was typed, and Ctrl Enter opens it in a new tab', async () => {
    await page.goto(`${base}/ofis`);
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('Control+k');
    await palette().getByRole('textbox').waitFor();
    await page.keyboard.type(second.taxId.value);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/mukellefler/${otherId}/belgeler`));
    await find(first.taxId.value, first.name);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.keyboard.press('Control+Enter'),
    ]);
    await opened.waitForURL(new RegExp(`/mukellefler/${clientId}/`));
    await opened.close();
    await page.keyboard.press('Escape');
  });

  test('the month of a client is kept over its pages and clients, is locked and opened again', async () => {
    await page.goto(`${base}/mukellefler/${clientId}/belgeler?donem=2026-11`);
    await page.getByRole('grid').waitFor();
    await page.getByRole('button', { name: 'Önceki ay' }).waitFor();
    await page.keyboard.press('[');
    await page.waitForURL(/donem=2026-10/);
    await page.getByRole('link', { name: /^Gelen 2$/ }).waitFor();
    await find('fişler', 'Fişler');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/fisler\?.*donem=2026-10/);
    await find('dönemi kil', 'Dönemi kilitle: Ekim 2026');
    await page.keyboard.press('Enter');
    await page.getByText('Kilitli', { exact: true }).waitFor();
    await page.getByText(/Ekim 2026 kilitlendi/).waitFor();
    await keepPicture(page, 'donem-kilitli');
    await find('kilidini', 'Dönemin kilidini aç: Ekim 2026');
    await page.keyboard.press('Enter');
    await page.getByText('Açık', { exact: true }).waitFor();
    await find(second.taxId.value, second.name);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/mukellefler/${otherId}/fisler\\?.*donem=2026-10`));
    await find('tüm aylar', 'Tüm aylar');
    await page.keyboard.press('Enter');
    await page.waitForURL(/donem=tum/);
  });

  test('the bell tells what happened, leads to it, and marking all read is taken back', async () => {
    await page.goto(`${base}/ofis`);
    // A first session by the API, then this browser: a new device. And the file that could not be read.
    await page.getByRole('button', { name: 'Bildirimler, 2 okunmamış' }).waitFor();
    await page.keyboard.press('b');
    const panel = page.getByRole('dialog', { name: 'Bildirimler' });
    await panel.getByText('1 belge okunamadı').waitFor();
    await panel.getByText(/yeni bir cihazdan girildi/).waitFor();
    await keepPicture(page, 'bildirimler');
    await panel.getByRole('button', { name: 'Tümünü okundu say' }).press('Enter');
    await page.getByRole('button', { name: 'Geri al' }).press('Enter');
    await panel.getByText('okunmadı').first().waitFor();
    await panel.getByRole('button', { name: /belge okunamadı/ }).press('Enter');
    await page.waitForURL(/belgeler\?.*durum=FAILED/);
    await page.getByRole('button', { name: 'Bildirimler, 1 okunmamış' }).waitFor();
  });

  test('what is told while the page is open shows by itself', async () => {
    await page.goto(`${base}/ofis`);
    await page.getByRole('button', { name: 'Bildirimler, 1 okunmamış' }).waitFor();
    const other = await browser.newContext({ ...desktop, userAgent: 'Mozilla/5.0 (Deneme) Firefox/140.0' });
    await signIn(await other.newPage(), owner.email);
    await page.getByRole('button', { name: 'Bildirimler, 2 okunmamış' }).waitFor({ timeout: 30_000 });
    await other.close();
  });

  test('help shows the keys of this page apart from those of every page', async () => {
    await page.goto(`${base}/mukellefler/${clientId}/fisler`);
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Bu sayfanın tuşları' });
    await help.getByText('Her yerde').waitFor();
    await help.getByText('Yeni fiş').waitFor();
    await keepPicture(page, 'tuslar');
    // The field has the focus: what is typed filters at once, however it is typed.
    await focused(help.getByRole('searchbox'));
    await page.keyboard.type('YENI fis');
    await help.getByText('Her yerde').waitFor({ state: 'detached' });
    await help.getByText('Yeni fiş').waitFor();
    await keepPicture(page, 'tuslar-suzulmus');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  test('what is typed while the palette is still on its way is meant for it, Enter too, and no key of it for the page', async () => {
    const slow = await enter(browser, owner.email);
    const asked = Promise.withResolvers<void>();
    const sent = Promise.withResolvers<void>();
    await slow.route(/\/palette-[^/]*\.js$/, async (route) => {
      asked.resolve();
      await sent.promise;
      await route.continue();
    });
    await slow.getByRole('grid').waitFor();
    await slow.keyboard.press('Control+k');
    await asked.promise;
    // L would ask to lock the month, Enter would open the first client.
    await slow.keyboard.type(second.name.toLocaleLowerCase('tr'));
    await slow.keyboard.press('Enter');
    expect(new URL(slow.url()).pathname).toBe('/ofis');
    expect(await slow.getByRole('dialog').count()).toBe(0);
    sent.resolve();
    await slow.waitForURL(new RegExp(`/mukellefler/${otherId}/`));
    await slow.context().close();
  });

  test('the palette sets how close rows stand, and leads to the review with its question about what is clean', async () => {
    await page.goto(`${base}/mukellefler/${clientId}/belgeler?donem=2026-10`);
    const row = page.getByRole('grid').getByRole('row').nth(1);
    await row.waitFor();
    const height = async () => (await row.boundingBox())?.height;
    const before = await height();
    await find('sikligi: ferah', 'Liste sıklığı: Ferah');
    await page.keyboard.press('Enter');
    await expect.poll(height, { timeout: 30_000 }).not.toBe(before);
    await find('temiz', 'Temizleri onayla');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '2 fişi deftere işle' }).waitFor();
    await page.waitForURL(/\/inceleme\?(?!.*onay).*donem=2026-10/);
    await keepPicture(page, 'palet-temizleri-onayla');
    await page.keyboard.press('Escape');
    await page.goto(`${base}/ofis`);
    await page.getByRole('grid').waitFor();
    await find('temiz', 'Temizleri onayla: bütün mükellefler');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '2 fişi deftere işle' }).waitFor();
    await page.waitForURL(/\/inceleme$/);
    await page.keyboard.press('Escape');
  });

  test('a link to a client of another office of the person leads there, and says so', async () => {
    const elsewhere = await newOffice('Öteki Ofis');
    const theirs = await elsewhere.newClient(company('oteki-ofisin-mukellefi'));
    await join(elsewhere, owner);
    const guest = await enter(browser, owner.email);
    await guest.goto(`${base}/mukellefler/${theirs}/belgeler`);
    await guest.getByText(/Öteki Ofis ofisinizde; o ofise geçildi/).waitFor();
    await guest.getByText(company('oteki-ofisin-mukellefi').name).first().waitFor();
    expect(guest.url()).toContain(theirs);
    await guest.context().close();
  });

  test('on a phone the bar of the month and the palette fit', async () => {
    const small = await enter(browser, owner.email, phone);
    await small.goto(`${base}/mukellefler/${clientId}/belgeler?donem=2026-10`);
    await small.getByRole('link', { name: /^Gelen 2$/ }).waitFor();
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await keepPicture(small, 'donem-telefon');
    await small.getByRole('button', { name: 'Ara', exact: true }).click();
    await small.getByRole('dialog').getByRole('textbox').waitFor();
    await keepPicture(small, 'palet-telefon');
    await small.context().close();
  });

  /** Makes the one a member of the other's office. */
  async function join(office: Owner, member: Owner): Promise<void> {
    const me = (owner: Owner) =>
      owner.api('GET', '/me') as Promise<{ user: { id: string }; office: { id: string } }>;
    const [{ office: into }, { user }] = [await me(office), await me(member)];
    await withDatabase((db) =>
      inScope(db, systemScope(into.id), (trx) =>
        trx
          .insertInto('memberships')
          .values({ tenant_id: into.id, user_id: user.id, role: 'accountant' })
          .execute(),
      ),
    );
  }
});

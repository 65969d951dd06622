/** The shell from the keyboard alone: the palette, the month of a client, notifications, and a link into another office. */
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import {
  chromiumPath,
  desktop,
  dropFiles,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  phone,
  signIn,
} from './browser.ts';
import { company, purchase } from './invoices.ts';

interface Document {
  readonly documentNo: string;
  readonly payable: string;
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
  let documents: Document[];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Kabuk Müşavirlik');
    clientId = await owner.newClient(first);
    otherId = await owner.newClient(second);
    base = inject('installation').url;
    page = await (await browser.newContext(desktop)).newPage();
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
    await page.goto(`${base}/mukellefler/${clientId}/belgeler`);
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor();
    await dropFiles(page, [
      purchase('kabuk-1', first, seller),
      purchase('kabuk-2', first, seller),
      { name: 'bozuk.xml', content: Buffer.from('bu bir fatura değil') },
    ]);
    const list = async () =>
      (await owner.api('GET', `/clients/${clientId}/documents?state=READY`)) as { items: Document[] };
    await vi.waitUntil(async () => (await list()).items.length === 2, { timeout: 60_000, interval: 300 });
    documents = (await list()).items;
  }, 120_000);
  afterAll(() => browser?.close());

  const palette = () => page.getByRole('dialog', { name: 'Ara ve git' });
  const hasFocus = (field: Locator) =>
    expect
      .poll(() => field.evaluate((each) => each === document.activeElement), { timeout: 30_000 })
      .toBe(true);
  /** Types into the palette and waits for the line to be there. */
  async function find(text: string, line: string | RegExp): Promise<void> {
    await page.keyboard.press('Control+k');
    await hasFocus(palette().getByRole('textbox'));
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
    await hasFocus(help.getByRole('searchbox'));
    await page.keyboard.type('YENI fis');
    await help.getByText('Her yerde').waitFor({ state: 'detached' });
    await help.getByText('Yeni fiş').waitFor();
    await keepPicture(page, 'tuslar-suzulmus');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
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
    const guest = await (await browser.newContext(desktop)).newPage();
    await signIn(guest, owner.email);
    await guest.waitForURL(/\/ofis$/);
    await guest.goto(`${base}/mukellefler/${theirs}/belgeler`);
    await guest.getByText(/Öteki Ofis ofisinizde; o ofise geçildi/).waitFor();
    await guest.getByText(company('oteki-ofisin-mukellefi').name).first().waitFor();
    expect(guest.url()).toContain(theirs);
    await guest.context().close();
  });

  test('on a phone the bar of the month and the palette fit', async () => {
    const small = await (await browser.newContext(phone)).newPage();
    await signIn(small, owner.email);
    await small.waitForURL(/\/ofis$/);
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
    const pool = createPool({
      url: inject('installation').appUrl,
      maxConnections: 1,
      applicationName: 'e2e',
    });
    const db = createDatabase<DB>(pool);
    try {
      await inScope(db, systemScope(into.id), (trx) =>
        trx
          .insertInto('memberships')
          .values({ tenant_id: into.id, user_id: user.id, role: 'accountant' })
          .execute(),
      );
    } finally {
      await db.destroy();
    }
  }
});

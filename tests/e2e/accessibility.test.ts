/** Every page, in both looks and on a phone: nothing that axe calls serious, and a picture to look at. */
/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
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

const looks: readonly [string, BrowserContextOptions][] = [
  ['1440-acik', { ...desktop, colorScheme: 'light' }],
  ['1440-koyu', { ...desktop, colorScheme: 'dark' }],
  ['390-acik', { ...phone, colorScheme: 'light' }],
];

/** The live stream keeps the network busy for ever: a page is there when its skeletons are gone. */
async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
  await page.waitForTimeout(300);
}

describe.skipIf(chromiumPath === undefined)('pages for everyone', () => {
  const client = company('erisim-mukellef');
  let browser: Browser;
  let owner: Owner;
  let pages: readonly (readonly [string, string])[];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Erişilebilir Müşavirlik');
    const createdId = await owner.newClient(client);
    const page = await (await browser.newContext(desktop)).newPage();
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
    await page.goto(`${inject('installation').url}/mukellefler/${createdId}/belgeler`);
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor();
    const seller = company('erisim-satici');
    await dropFiles(
      page,
      [1, 2, 3].map((n) => purchase(`erisim-${n}`, client, seller)),
    );
    const documents = `/clients/${createdId}/documents`;
    type Listed = { counts: { READY?: number }; items: { voucherId: string }[] };
    const listed = () => owner.api('GET', documents) as Promise<Listed>;
    await vi.waitUntil(async () => (await listed()).counts.READY === 3, { timeout: 30_000, interval: 200 });
    const voucherId = (await listed()).items[0]?.voucherId ?? '';
    await owner.api('POST', '/vouchers/post', { vouchers: [{ id: voucherId }] });
    const invited = { email: 'davetli@erisim.example', name: 'Çağrı Davetli', role: 'staff' };
    await owner.api('POST', '/invitations', invited);
    const base = `/mukellefler/${createdId}`;
    pages = [
      ['ofis', '/ofis'],
      ['mukellefler', '/mukellefler'],
      ['belgeler', `${base}/belgeler`],
      ['inceleme', `${base}/inceleme`],
      ['fisler', `${base}/fisler`],
      ['fis', `${base}/fisler/${voucherId}`],
      ['mizan', `${base}/mizan`],
      ['hesap', `${base}/mizan/191?bas=2026-01-01&son=2026-12-31`],
      ['kart', `${base}/kart`],
      ['istekler', '/istekler'],
      ['guvenlik', '/guvenlik'],
      ['kullanicilar', '/kullanicilar'],
      ['davetler', '/kullanicilar?gorunum=davetler'],
      ['ofis-ayarlari', '/ofis-ayarlari'],
      ['denetim-izi', '/denetim-izi'],
    ];
  });
  afterAll(() => browser?.close());

  test.each(looks)('no page has a serious barrier: %s', async (look, options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    const check = async (name: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(
        ({ id, nodes }) => `${name} ${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.html.slice(0, 160)}`,
      );
      broken.push(...told);
      await keepPicture(page, `${look}-${name}`);
    };
    await page.goto(inject('installation').url);
    await page.getByLabel('E-posta').waitFor();
    await check('giris');
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
    for (const [name, path] of pages) {
      await page.goto(inject('installation').url + path);
      await settled(page);
      await check(name);
    }
    expect(broken).toEqual([]);
    await context.close();
  });
});

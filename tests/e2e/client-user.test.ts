/** A client user sends documents, answers what is asked, and sees nothing else, whatever address is typed. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  desktop,
  dropFiles,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  PASSWORD,
  phone,
  signIn,
} from './browser.ts';
import { company, purchase } from './invoices.ts';

const EMAIL = 'patron@mukellef.example';
/** What a page of the office would say and the portal never does. */
const OTHERS = 'Başkasının Şirketi';

/** What came to the client user by mail, soft line breaks taken out. */
async function mailsToUser(): Promise<string[]> {
  const { outboxDir } = inject('installation');
  const texts: string[] = [];
  for (const name of await readdir(outboxDir).catch(() => [])) {
    const mail = await readFile(path.join(outboxDir, name), 'utf8');
    if (mail.includes(EMAIL)) texts.push(mail.replace(/=\r?\n/g, '').replace(/=3D/g, '='));
  }
  return texts;
}

const linkIn = (texts: readonly string[], address: RegExp) =>
  texts.map((text) => address.exec(text)?.[0]).find((link) => link !== undefined) ?? '';

describe.skipIf(chromiumPath === undefined)('a client user on a phone', () => {
  const mine = company('portal-benim');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let clientId: string;
  let otherId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Portal Müşavirlik');
    clientId = await owner.newClient(mine);
    const other = await owner.api('POST', '/clients', { title: `${OTHERS} A.Ş.`, taxId: '1234567890' });
    otherId = (other as { id: string }).id;
    await owner.api('POST', '/members', {
      email: EMAIL,
      name: 'Patron',
      role: 'client',
      clientIds: [clientId],
    });
    page = await (await browser.newContext(phone)).newPage();
  });
  afterAll(() => browser?.close());

  test('the invitation that came by mail sets the password', async () => {
    const link = async () => linkIn(await mailsToUser(), /http\S+parola-sifirla\S+/);
    await expect.poll(link, { timeout: 30_000 }).not.toBe('');
    await page.goto(await link());
    await page.getByLabel('Yeni parola').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Yeni parolanızla giriş yapın.').waitFor();
  });

  test('a new user finds an empty page that says what to do next', async () => {
    await signIn(page, EMAIL);
    await page.waitForURL(/\/portal\/[^/]+\/belgelerim$/);
    await page.getByText('Henüz belge yollamadınız.').waitFor();
    await page.getByText(mine.name).first().waitFor();
    await keepPicture(page, '390-portal-bos');
  });

  test('what is sent is told in plain words: an invoice is read, a photograph is received, the same twice is said', async () => {
    await page.getByRole('link', { name: 'Belge yükle' }).first().click();
    await page.getByText('Belge seçin, fotoğrafını çekin').waitFor();
    await keepPicture(page, '390-portal-yukle');
    const invoice = purchase('portal-1', mine, company('portal-satici'));
    const photograph = { name: 'fis.jpg', content: Buffer.from('ffd8ffe000104a464946', 'hex') };
    await dropFiles(page, [invoice, photograph]);
    await page.getByText('Alındı').nth(1).waitFor({ timeout: 30_000 });
    await dropFiles(page, [invoice]);
    await page.getByText('Daha önce yollanmış').waitFor({ timeout: 30_000 });
    await page.getByRole('link', { name: 'Belgelerimi göster' }).click();
    await page.getByText('Okundu; müşaviriniz inceleyip işleyecek.').waitFor({ timeout: 60_000 });
    await page.getByText(/bu tür dosyalara müşaviriniz elle bakar/).waitFor({ timeout: 60_000 });
    await keepPicture(page, '390-portal-belgelerim');
  });

  test('what the office asks comes by mail and waits on the page; it is answered with words and a file', async () => {
    await owner.api('POST', '/requests', {
      clientIds: [clientId],
      kind: 'document',
      text: 'Ağustos banka ekstreniz',
      month: '2026-08',
      dueDate: '2099-12-31',
    });
    const told = async () => (await mailsToUser()).some((text) => text.includes('/portal'));
    await expect.poll(told, { timeout: 30_000 }).toBe(true);
    await page.goto(`${inject('installation').url}/`);
    await page.waitForURL(/\/portal\/[^/]+\/istenenler$/);
    await page.getByText('Ağustos banka ekstreniz').waitFor();
    await page.getByLabel('Yanıtınız').fill('Ekstre ekte.');
    await page
      .getByTestId('portal-files')
      .setInputFiles({ name: 'ekstre.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
    await page.getByText('ekstre.pdf').waitFor();
    await keepPicture(page, '390-portal-istenenler');
    await page.getByRole('button', { name: 'Yanıtla', exact: true }).click();
    await page.getByText('Yanıtladınız').waitFor({ timeout: 30_000 });
    type Listed = { items: { state: string; history: { act: string; files: { fileName: string }[] }[] }[] };
    const listed = (await owner.api('GET', `/requests?clientId=${clientId}`)) as Listed;
    expect(listed.items).toMatchObject([
      { state: 'answered', history: [{}, { act: 'answered', files: [{ fileName: 'ekstre.pdf' }] }] },
    ]);
  });

  test('a report that the office gave is shown and downloaded', async () => {
    type Listed = { items: { voucherId: string | null }[] };
    const { items } = (await owner.api('GET', `/clients/${clientId}/documents`)) as Listed;
    const voucherId = items.map((item) => item.voucherId).find((id) => id !== null) ?? '';
    await owner.api('POST', '/vouchers/post', { vouchers: [{ id: voucherId }] });
    await owner.api('POST', `/clients/${clientId}/reports`, {
      from: '2026-10-01',
      to: '2026-10-31',
      level: 3,
    });
    await page.goto(`${inject('installation').url}/portal/${clientId}/raporlarim`);
    await page.getByText('01.10.2026 – 31.10.2026').waitFor();
    await page.getByRole('button', { name: 'Göster' }).click();
    await page
      .getByRole('cell', { name: 'SATICILAR' })
      .or(page.getByRole('cell', { name: /Satıcılar/i }))
      .first()
      .waitFor();
    await keepPicture(page, '390-portal-raporlarim');
    const [file] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      page.getByRole('button', { name: 'PDF' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('mizan-2026-10-01-2026-10-31.pdf');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test('no address of the office opens: whatever is typed leads back to the portal', async () => {
    const { url } = inject('installation');
    const client = `/mukellefler/${clientId}`;
    for (const address of [
      '/ofis',
      '/mukellefler',
      client,
      ...['belgeler', 'inceleme', 'fisler', 'fisler/yeni', 'mizan', 'mizan/100'].map(
        (at) => `${client}/${at}`,
      ),
      `/mukellefler/${otherId}/belgeler`,
      '/kullanicilar',
      '/denetim-izi',
      '/guvenlik',
      '/isletim',
    ]) {
      await page.goto(url + address);
      await page.waitForURL(/\/portal\//);
      await page.locator('main h1').waitFor();
      expect(await page.locator('body').textContent(), address).not.toContain(OTHERS);
    }
    for (const place of ['belgelerim', 'istenenler']) {
      await page.goto(`${url}/portal/${otherId}/${place}`);
      await page.getByText('Mükellef bulunamadı.').waitFor();
      expect(await page.locator('body').textContent(), place).not.toContain(OTHERS);
    }
  });

  test.each([
    ['390-acik', { ...phone, colorScheme: 'light' as const }],
    ['1440-koyu', { ...desktop, colorScheme: 'dark' as const }],
  ])('no word of bookkeeping and no barrier stands on any page: %s', async (look, options) => {
    const context = await browser.newContext(options);
    const shown = await context.newPage();
    await signIn(shown, EMAIL);
    await shown.waitForURL(/\/portal\//);
    const words = /\bfiş\b|mizan|yevmiye|muavin|borç|alacak|taslak|bulgu|KDV/i;
    const { url } = inject('installation');
    for (const place of [
      `${clientId}/belgelerim`,
      `${clientId}/yukle`,
      `${clientId}/istenenler`,
      'hesabim',
    ]) {
      await shown.goto(`${url}/portal/${place}`);
      await shown.locator('main h1').waitFor();
      await expect.poll(() => shown.locator('.mantine-Skeleton-root').count(), { timeout: 20_000 }).toBe(0);
      expect(await shown.locator('main').textContent(), place).not.toMatch(words);
      const { violations } = await new AxeBuilder({ page: shown }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        place,
      ).toEqual([]);
      await keepPicture(shown, `${look}-portal-${place.split('/').at(-1)}`);
    }
    await shown.getByRole('button', { name: 'Hesap menüsü' }).click();
    await shown.getByRole('menuitem', { name: 'English' }).click();
    await shown.getByRole('link', { name: 'Asked of me' }).waitFor();
    await context.close();
  });

  test('what the office does not give is neither shown nor opened', async () => {
    type Listed = { items: { userId: string; email: string }[] };
    const { items } = (await owner.api('GET', '/members')) as Listed;
    const userId = items.find(({ email }) => email === EMAIL)?.userId ?? '';
    await owner.api('PATCH', `/members/${userId}`, { portalParts: ['upload', 'requests'] });
    const { url } = inject('installation');
    for (const address of ['/portal', `/portal/${clientId}/raporlarim`]) {
      await page.goto(url + address);
      await page.waitForURL(/\/portal\/[^/]+\/yukle$/);
      await page.getByText('Belge seçin, fotoğrafını çekin').waitFor();
      const places = page.getByRole('navigation', { name: 'Sayfalar' }).getByRole('link');
      expect(await places.allTextContents()).toEqual(['Belge yükle', 'Benden istenenler']);
    }
    await keepPicture(page, '390-portal-iki-yer');
  });
});

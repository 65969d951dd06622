/** Editing in the grid by keyboard alone: cost type, a new cari with its number checked, KKEG, the period, and names of any length. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner, phone } from './browser.ts';
import { company, purchase } from './invoices.ts';
import { barriers, focused, show } from './page-watch.ts';
import { type ListedDocument, type OpenedClient, openClient, readyDocuments } from './ready-documents.ts';

const PATIENCE = { timeout: 30_000 };
/** Ninety letters, in capitals, with the two Turkish i's. */
const LONG_NAME =
  'IŞIK İPLİK VE İĞNE SANAYİİ IĞDIR ÇİĞLİ ŞUBESİ İTHALAT İHRACAT DAHİLİ TİCARET ANONİM ŞİRKETİ 9';
const VKN = '1234567808';

interface Saved {
  readonly date: string;
  readonly totalDebit: string;
  readonly totalCredit: string;
  readonly lines: readonly {
    readonly accountCode: string;
    readonly accountName: string;
    readonly debit: string;
  }[];
}

describe.skipIf(chromiumPath === undefined)('the grid of a voucher', () => {
  const buyer = company('izgara-mukellef');
  const seller = company('izgara-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let client: OpenedClient;
  let item: ListedDocument;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Izgara Müşavirlik');
    client = await openClient(owner, buyer);
    page = await enter(browser, owner.email);
    const [first] = await readyDocuments(page, client, [purchase('izgara-1', buyer, seller)]);
    if (first === undefined) throw new Error('the queue is empty');
    item = first;
  }, 120_000);
  afterAll(() => browser?.close());

  const voucher = () => owner.api('GET', `/vouchers/${item.voucherId}`) as Promise<Saved>;
  const edit = async (on: Page) => {
    await on.goto(`${client.base}/inceleme?belge=${item.id}`);
    await on.getByText('Dengede', { exact: true }).waitFor({ state: 'attached', ...PATIENCE });
    await on.keyboard.press('e');
    await on.getByRole('form', { name: 'Fişi düzenle' }).waitFor(PATIENCE);
    await on.getByText('Ekim 2026 dönemi açık').waitFor(PATIENCE);
  };

  test('a new cari is opened while editing: a wrong number is told as it is typed, a long name is taken whole', async () => {
    await edit(page);
    await page.keyboard.press('Alt+c');
    await focused(page.getByLabel('Unvan, hesap kodu ya da VKN / TCKN'));
    await page.keyboard.type('1234567891');
    await page.getByRole('paragraph').getByText('Eşleşen hesap yok').waitFor(PATIENCE);
    await page.keyboard.press('Enter');
    await page.getByText('Kontrol hanesi tutmuyor; numarayı belgeden yeniden okuyun.').waitFor(PATIENCE);
    await page.getByLabel('VKN / TCKN', { exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(VKN);
    await page.keyboard.press('Tab');
    await page.keyboard.type(LONG_NAME);
    await keepPicture(page, '1440-yeni-cari');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByLabel('3. satır hesabı').inputValue(), PATIENCE)
      .toContain('IŞIK İPLİK');
  });

  test('the cost type is chosen by a few letters, and a part that may not be deducted is set apart', async () => {
    await page.getByLabel('1. satır hesabı').focus();
    await page.keyboard.press('Alt+g');
    await focused(page.getByLabel('Hesap kodu ya da adı'));
    await page.keyboard.type('akaryak');
    await page.getByRole('option', { name: '770.04' }).waitFor(PATIENCE);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('1. satır hesabı').inputValue(), PATIENCE).toContain('770.04');
    await page.getByLabel('1. satır borç').focus();
    await page.keyboard.press('Alt+e');
    await page.getByText('689.01').waitFor(PATIENCE);
    await focused(page.getByLabel('Nasıl bölünsün?'));
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('2. satır hesabı').inputValue(), PATIENCE).toContain('689.01');
    await page.getByText('Dengede', { exact: true }).waitFor(PATIENCE);
    await keepPicture(page, '1440-izgara');
    for (const look of ['light', 'dark'] as const) {
      await show(page, look);
      expect(await barriers(page), look).toEqual([]);
    }
    await show(page, 'light');
  });

  test('another month is chosen by its date and says whether it is open; all of it is saved as it stood', async () => {
    await page.keyboard.press('Alt+p');
    await focused(page.getByLabel('Fiş tarihi'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('30.09.2026');
    await page.getByText('Eylül 2026 dönemi açık').waitFor(PATIENCE);
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await voucher()).date, PATIENCE).toBe('2026-09-30');
    const saved = await voucher();
    expect(saved.lines.map((line) => line.accountCode).slice(0, 2)).toEqual(['770.04', '689.01']);
    expect(saved.lines.at(-1)?.accountName).toBe(LONG_NAME);
    expect(saved.totalDebit).toBe(saved.totalCredit);
  });

  test('a long name neither widens the page nor hides an amount, on a screen and on a phone', async () => {
    await page.goto(`${client.base}/inceleme?belge=${item.id}`);
    await page.getByText(LONG_NAME).waitFor(PATIENCE);
    await keepPicture(page, '1440-uzun-unvan');
    const small = await enter(browser, owner.email, phone);
    await small.goto(`${client.base}/inceleme?belge=${item.id}`);
    await small.getByText(LONG_NAME).waitFor(PATIENCE);
    const widest = () => small.evaluate(() => document.documentElement.scrollWidth);
    expect(await widest()).toBeLessThanOrEqual(390);
    await keepPicture(small, '390-uzun-unvan');
    await small.getByRole('button', { name: /Fişi düzenle/ }).click();
    await small.getByRole('form', { name: 'Fişi düzenle' }).waitFor(PATIENCE);
    await small.getByLabel('1. satır hesabı').waitFor(PATIENCE);
    expect(await widest()).toBeLessThanOrEqual(390);
    await keepPicture(small, '390-izgara');
  });
});

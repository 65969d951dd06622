/** A voucher made by hand: kept by itself, refused where it is wrong, posted by one key, and told in the audit log. */
/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, enter, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company } from './invoices.ts';
import { focused } from './page-watch.ts';

const PATIENCE = { timeout: 30_000 };

interface Vouchers {
  readonly items: readonly {
    readonly id: string;
    readonly status: string;
    readonly type: string;
    readonly date: string;
    readonly totalDebit: string;
    readonly totalCredit: string;
  }[];
}

describe.skipIf(chromiumPath === undefined)('a voucher by hand', () => {
  const client = company('elle-fis');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let base: string;
  let clientId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Elle Fiş Müşavirlik');
    clientId = await owner.newClient(client);
    base = `${inject('installation').url}/mukellefler/${clientId}`;
    page = await enter(browser, owner.email);
  });
  afterAll(() => browser?.close());

  const vouchers = () => owner.api('GET', `/clients/${clientId}/vouchers`) as Promise<Vouchers>;
  /** Types an account and chooses the first that fits; the focus goes on to the description. */
  const account = async (number: number, typed: string) => {
    await focused(page.getByLabel(`${number}. satır hesabı`));
    await page.keyboard.type(typed);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await focused(page.getByLabel(`${number}. satır açıklaması`));
  };

  test('is written by keys alone, kept as a draft by itself, and not lost when the page is left', async () => {
    await page.goto(`${base}/fisler`);
    await page.getByText('Henüz fiş yok.').waitFor();
    await page.keyboard.press('n');
    await account(1, '100');
    await page.keyboard.press('Enter');
    await page.keyboard.type('1500,50');
    await page.keyboard.press('Enter');
    await account(2, '102');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await focused(page.getByLabel('2. satır alacak'));
    await page.keyboard.type('1000');
    await page.getByText('Taslak kaydedildi').waitFor(PATIENCE);
    expect((await vouchers()).items).toMatchObject([
      { status: 'draft', totalDebit: '1500.50', totalCredit: '1000.00' },
    ]);
    await page.reload();
    await page.getByLabel('2. satır alacak').waitFor(PATIENCE);
    expect(await page.getByLabel('2. satır alacak').inputValue()).toBe('1.000,00');
    await page.getByText('Fark 500,50').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Mahsup fişi taslağı' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Fiş deftere işlenemedi.').waitFor();
    expect((await vouchers()).items.map((voucher) => voucher.status)).toEqual(['draft']);
  });

  test('mended by the key that writes the difference, it is posted, and the audit log tells the act in words', async () => {
    await page.keyboard.press('e');
    await page.getByLabel('2. satır alacak').fill('=');
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Kaydet ve onayla' }).click();
    await page.getByRole('heading', { name: 'Mahsup fişi 1' }).waitFor();
    expect((await vouchers()).items).toMatchObject([{ status: 'posted', totalDebit: '1500.50' }]);
    await page.goto(`${inject('installation').url}/denetim-izi`);
    await page
      .getByRole('row', { name: /Fiş.*Deftere işlendi/ })
      .first()
      .waitFor();
    expect(await page.getByText(/_kurus|fis_no|posted_by/).count()).toBe(0);
  });

  test('rows of a spreadsheet are pasted, posted by one key, and the next voucher stands ready on the same date', async () => {
    await page.goto(`${base}/fisler/yeni?tur=tahsil&tarih=2026-11-02`);
    await focused(page.getByLabel('1. satır hesabı'));
    const rows =
      'Hesap kodu\tAçıklama\tBorç\tAlacak\n100.01\tTahsilat\t1.234,56\t\n102.01\tTahsilat\t\t1.234,56';
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(paste);
    }, rows);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByText(/no\.lu fiş deftere işlendi/).waitFor(PATIENCE);
    await expect.poll(() => page.getByLabel('1. satır açıklaması').inputValue(), PATIENCE).toBe('');
    expect(await page.getByLabel('Fiş tarihi').inputValue()).toBe('02.11.2026');
    const posted = (await vouchers()).items.filter((voucher) => voucher.type === 'tahsil');
    expect(posted).toMatchObject([{ status: 'posted', date: '2026-11-02', totalDebit: '1234.56' }]);
  });

  test('a template keeps a line in foreign money, and by a few letters it is written again at the rate of its day', async () => {
    const rate = (day: string, forexBuying: string) =>
      owner.api('PUT', `/exchange-rates/${day}/USD`, { forexBuying, reason: 'Deneme kuru' });
    await rate('2026-10-30', '42.5');
    await rate('2026-11-02', '43');
    await page.goto(`${base}/fisler/yeni?tarih=2026-11-02`);
    await account(1, '102.02');
    await page.keyboard.press('Alt+u');
    await focused(page.getByRole('textbox', { name: 'Döviz tutarı' }));
    await page.keyboard.type('100');
    await page.getByText('Satır tutarı: 4.250,00 TL').waitFor(PATIENCE);
    await page.keyboard.press('Enter');
    await page.getByText('100,00 USD, kur 42,5000').waitFor();
    await page.getByLabel('2. satır hesabı').focus();
    await account(2, '100');
    await page.getByLabel('2. satır alacak').fill('=');
    await page.keyboard.press('Alt+s');
    await page.getByLabel('Bu fişi şablon olarak kaydet').fill('Döviz alımı');
    await page.keyboard.press('Enter');
    await page.getByText('Döviz alımı şablonu kaydedildi.').waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Shift+Enter');
    await expect.poll(() => page.getByLabel('1. satır borç').inputValue(), PATIENCE).toBe('');
    await page.getByLabel('Fiş tarihi').fill('03.11.2026');
    await page.keyboard.press('Alt+s');
    await page.getByRole('button', { name: 'Döviz alımı', exact: true }).waitFor(PATIENCE);
    await page.keyboard.type('doviz');
    await page.keyboard.press('Enter');
    await focused(page.getByLabel('1. satır borç'));
    expect(await page.getByLabel('2. satır alacak').inputValue()).toBe('4.300,00');
    await page.keyboard.press('Control+Shift+Enter');
    await expect.poll(() => page.getByLabel('1. satır borç').inputValue(), PATIENCE).toBe('');
    const posted = (await vouchers()).items.filter(({ type }) => type === 'mahsup');
    expect(posted.map(({ date, status, totalDebit }) => `${date} ${status} ${totalDebit}`)).toEqual(
      expect.arrayContaining(['2026-11-02 posted 4250.00', '2026-11-03 posted 4300.00']),
    );
  });

  test('a posted voucher is corrected at once, and chosen drafts are deleted and brought back as one act', async () => {
    const posted = (await vouchers()).items.find((voucher) => voucher.type === 'tahsil');
    await page.goto(`${base}/fisler/${posted?.id}`);
    await page.getByRole('heading', { name: 'Tahsil fişi 1' }).waitFor(PATIENCE);
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Ters kayıt yap ve düzeltilecek taslağı aç' }).click();
    await page.getByLabel('1. satır borç').waitFor(PATIENCE);
    expect(await page.getByLabel('1. satır borç').inputValue()).toBe('1.234,56');
    await page.goto(`${base}/fisler?durum=draft`);
    const draft = page.getByRole('row', { name: /1\.234,56.*Taslak/ });
    await draft.getByRole('checkbox').check(PATIENCE);
    await page.getByRole('button', { name: 'Taslakları sil' }).click();
    await page.getByText('Bu süzgeçte fiş yok.').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Geri al' }).click();
    await draft.waitFor(PATIENCE);
  });
});

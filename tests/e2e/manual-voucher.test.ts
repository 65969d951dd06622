/** A voucher made by hand: kept as a draft, refused where it is wrong, approved, and told in the audit log. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, enter, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company } from './invoices.ts';

interface Vouchers {
  readonly items: readonly { readonly status: string; readonly totalDebit: string }[];
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
  const line = async (number: number, account: string, side: 'borç' | 'alacak', amount: string) => {
    const field = page.getByLabel(`${number}. satır hesabı`);
    await field.fill(account);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await field.press('Enter');
    await page.getByLabel(`${number}. satır ${side}`).fill(amount);
  };

  test('what was typed is kept when the page is left, and a draft out of balance is not posted', async () => {
    await page.goto(`${base}/fisler`);
    await page.getByText('Henüz fiş yok.').waitFor();
    await page.keyboard.press('n');
    await line(1, '100', 'borç', '1500,50');
    await line(2, '102', 'alacak', '1000');
    await page.keyboard.press('Escape');
    await page.getByText('Henüz fiş yok.').waitFor();
    await page.keyboard.press('n');
    expect(await page.getByLabel('2. satır alacak').inputValue()).toBe('1000');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Mahsup fişi taslağı' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Fiş deftere işlenemedi.').waitFor();
    expect((await vouchers()).items.map((voucher) => voucher.status)).toEqual(['draft']);
  });

  test('mended, it is posted, and the audit log tells the act in words', async () => {
    await page.keyboard.press('e');
    await page.getByLabel('2. satır alacak').fill('1500,50');
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
});

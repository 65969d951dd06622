/** A month from its first voucher to its paper: entered, posted, reversed, numbered, closed for good, and its mizan read as PDF. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company } from './invoices.ts';

const PATIENCE = { timeout: 60_000 };
/** The first month of the books of a client that is opened now. */
const YEAR = new Date().getFullYear() - 1;
const MONTH = `${YEAR}-01`;
const MONTH_NAME = `Ocak ${YEAR}`;

interface Year {
  readonly months: readonly {
    readonly month: string;
    readonly status: string;
    readonly lastNo: number | null;
  }[];
}

describe.skipIf(chromiumPath === undefined)('closing a month', () => {
  const client = company('donem-kapat');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let base: string;
  let clientId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Dönem Kapatan Müşavirlik');
    clientId = await owner.newClient(client);
    base = `${inject('installation').url}/mukellefler/${clientId}`;
    page = await enter(browser, owner.email);
  }, 120_000);
  afterAll(() => browser?.close());

  const line = async (number: number, account: string, side: 'borç' | 'alacak', amount: string) => {
    const field = page.getByLabel(`${number}. satır hesabı`);
    await field.fill(account);
    await page.getByRole('listbox').getByRole('option').first().waitFor(PATIENCE);
    await field.press('Enter');
    await page.getByLabel(`${number}. satır ${side}`).fill(amount);
  };
  const months = async () => ((await owner.api('GET', `/clients/${clientId}/years/${YEAR}`)) as Year).months;

  test('a voucher is entered by hand, posted, and reversed on its day', async () => {
    await page.goto(`${base}/fisler/yeni`);
    await page.getByLabel('Fiş tarihi').fill(`15.01.${YEAR}`);
    await page.keyboard.press('Tab');
    await line(1, '100', 'borç', '1500,50');
    await line(2, '500', 'alacak', '1500,50');
    await page.getByRole('button', { name: 'Kaydet ve onayla' }).click();
    await page.getByText('1 no.lu fiş deftere işlendi.').waitFor(PATIENCE);
    // The next voucher stands ready; the one that was posted is opened from the list. The sums below it, which may come first, have no day.
    await page.goto(`${base}/fisler`);
    await page.getByRole('row', { name: new RegExp(`15\\.01\\.${YEAR}.*1\\.500,50`) }).click();
    await page.getByRole('heading', { name: 'Mahsup fişi 1' }).waitFor(PATIENCE);
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ters kayıt yap', exact: true }).click();
    await page.getByRole('heading', { name: 'Mahsup fişi 2' }).waitFor(PATIENCE);
  });

  test('the month is numbered and closed by keys; then nothing is entered in it any more', async () => {
    await page.goto(`${base}/donemler?yil=${YEAR}`);
    const row = page.getByRole('row', { name: new RegExp(MONTH_NAME) });
    await row.getByText('2 fiş numarasız').waitFor(PATIENCE);
    await page.keyboard.press('Home');
    await page.keyboard.press('n');
    await row.getByText('1–2').waitFor(PATIENCE);
    await page.keyboard.press('k');
    const dialog = page.getByRole('dialog', { name: `Dönemi kapat: ${MONTH_NAME}` });
    await dialog.getByText('2 fiş, borç toplamı 3.001,00 TL').waitFor(PATIENCE);
    await dialog.getByRole('button', { name: 'Kapat', exact: true }).last().click();
    await row.getByText('Kapandı', { exact: true }).waitFor(PATIENCE);
    await keepPicture(page, '1440-donem-kapandi');
    expect((await months())[0]).toMatchObject({ month: MONTH, status: 'closed', lastNo: 2 });

    const lines = [
      { accountCode: '100.01', debit: '1.00' },
      { accountCode: '500', credit: '1.00' },
    ];
    const late = await owner.api('POST', `/clients/${clientId}/vouchers`, { date: `${MONTH}-31`, lines });
    const { id } = late as { id: string };
    const posted = await owner.api('POST', '/vouchers/post', { vouchers: [{ id }] });
    expect(posted).toMatchObject({ results: [{ status: 'refused', error: { code: 'PERIOD_NOT_OPEN' } }] });
  });

  test('what another person posts shows at once, and a check leads to what it found and back, by keys', async () => {
    const lines = [
      { accountCode: '100.01', debit: '25.00' },
      { accountCode: '500', credit: '25.00' },
    ];
    const date = `${YEAR}-02-03`;
    const february = page.getByRole('row', { name: new RegExp(`Şubat ${YEAR}`) });
    const vouchers = [{ id: crypto.randomUUID(), date, lines }];
    await owner.api('POST', `/clients/${clientId}/vouchers/posted`, { vouchers });
    await february.getByText('1 fiş numarasız').waitFor(PATIENCE);
    await owner.api('POST', `/clients/${clientId}/vouchers`, { date, description: 'Bekleyen', lines });
    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const check = page.locator('[data-check="drafts"][data-verdict="blocks"]');
    const link = check.getByRole('link', { name: 'Taslaklara git' });
    await link.waitFor(PATIENCE);
    for (let n = 0; n < 20 && !(await link.and(page.locator(':focus')).isVisible()); n += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /Bekleyen/ }).waitFor(PATIENCE);
    await page.getByText(`Şubat ${YEAR} kapanış denetimine dön`).waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await check.and(page.locator(':focus')).waitFor(PATIENCE);
    await keepPicture(page, '1440-kapanis-denetimi');
  });

  test('its mizan is printed: the file says the client, the month and the figures of the books', async () => {
    await page.goto(`${base}/mizan?bas=${MONTH}-01&son=${MONTH}-31&duzey=3`);
    await page.getByText('Mizan dengede', { exact: true }).waitFor(PATIENCE);
    await page.keyboard.press('d');
    const pdf = page.getByRole('button', { name: /^PDF/ });
    const [download] = await Promise.all([page.waitForEvent('download', PATIENCE), pdf.click()]);
    const { text } = await extractText(new Uint8Array(await readFile(await download.path())), {
      mergePages: true,
    });
    expect(text).toContain(client.name);
    expect(text).toContain(`31.01.${YEAR}`);
    // Debited and credited once each, entry and reversal: the account turns over twice and stands at nothing.
    for (const account of ['100', '500'])
      expect(text).toMatch(new RegExp(`${account}[^\\n]*1\\.500,50[^\\n]*1\\.500,50`));
  });
});

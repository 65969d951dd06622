/** Reviewing by keyboard: approve all that are clean, reject and take back, change an account once and for all. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company, purchase } from './invoices.ts';
import { focused } from './page-watch.ts';
import { type OpenedClient, openClient, readyDocuments } from './ready-documents.ts';

describe.skipIf(chromiumPath === undefined)('reviewing from the keyboard', () => {
  const buyer = company('inceleme-mukellef');
  const seller = company('inceleme-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let client: OpenedClient;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Klavye Müşavirlik');
    client = await openClient(owner, buyer);
    page = await enter(browser, owner.email);
  });
  afterAll(() => browser?.close());

  test('a rejected document comes back with U, and its proposal with it', async () => {
    await readyDocuments(
      page,
      client,
      [1, 2, 3, 4].map((n) => purchase(`ilk-${n}`, buyer, seller)),
    );
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Ret gerekçesi').fill('Yanlış dönem');
    await page.keyboard.press('Enter');
    await page.getByText('Belge reddedildi.').waitFor();
    expect((await client.documents()).counts.REJECTED).toBe(1);
    await page.keyboard.press('u');
    await client.settled('READY', 4);
    expect((await client.documents()).counts.REJECTED ?? 0).toBe(0);
    await expect
      .poll(async () => (await client.documents()).items.every((item) => item.voucherId !== null))
      .toBe(true);
  });

  test('an account changed once is proposed by itself the next time', async () => {
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('e');
    const account = page.getByLabel('1. satır hesabı');
    await account.focus();
    await page.keyboard.type('760');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    const chosen =
      /^[\d.]+/.exec(
        (await page.getByRole('listbox').getByRole('option').first().textContent()) ?? '',
      )?.[0] ?? '';
    await account.press('Enter');
    await keepPicture(page, '1440-fis-duzenleme');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/hatırlanacak/).waitFor();
    const newest = (
      await readyDocuments(page, client, [purchase('sonraki', buyer, seller, '2026-09-20')])
    ).at(-1);
    const voucher = (await owner.api('GET', `/vouchers/${newest?.voucherId}`)) as {
      lines: readonly { accountCode: string }[];
    };
    expect(voucher.lines.map((line) => line.accountCode)).toContain(chosen);
  });

  test('all that are clean are posted with two keys: of the month that is shown, then of all, and the queue says so when it is empty', async () => {
    const approveAll = async (n: number) => {
      await page.getByText('Dengede', { exact: true }).waitFor();
      await page.keyboard.press('a');
      await focused(page.getByRole('button', { name: `${n} fişi deftere işle` }));
      await keepPicture(page, `1440-temizleri-onayla-${n}`);
      await page.keyboard.press('Enter');
      await page.getByText(`${n} fiş işlendi, 0 fiş işlenmedi.`).waitFor({ timeout: 60_000 });
      await focused(page.getByRole('dialog').getByRole('button', { name: 'Kapat' }).last());
      await page.keyboard.press('Enter');
    };
    await page.goto(`${client.base}/inceleme?donem=2026-09`);
    await page.getByTestId('queue-position').getByText('1 / 1').waitFor();
    await approveAll(1);
    await page.getByText('Bu ayda incelenecek belge yok: Eylül 2026.').waitFor();
    expect((await client.documents()).counts).toEqual({ POSTED: 1, READY: 4 });
    await keepPicture(page, '1440-bu-ayda-yok');
    await page.getByRole('button', { name: 'Tüm aylarda 4 belge bekliyor; hepsini göster' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('queue-position').getByText('1 / 4').waitFor();
    await approveAll(4);
    await page.getByText('İncelenecek belge yok.').waitFor();
    expect((await client.documents()).counts).toEqual({ POSTED: 5 });
  });
});

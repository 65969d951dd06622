/** Reviewing by keyboard: approve all that are clean, reject and take back, change an account once and for all. */
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
  signIn,
} from './browser.ts';
import { company, purchase } from './invoices.ts';

interface Listed {
  readonly counts: Partial<Record<string, number>>;
  readonly items: readonly {
    readonly id: string;
    readonly voucherId: string | null;
    readonly state: string;
  }[];
}

describe.skipIf(chromiumPath === undefined)('reviewing from the keyboard', () => {
  const client = company('inceleme-mukellef');
  const seller = company('inceleme-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let clientId: string;
  let base: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Klavye Müşavirlik');
    clientId = await owner.newClient(client);
    base = `${inject('installation').url}/mukellefler/${clientId}`;
    page = await (await browser.newContext(desktop)).newPage();
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
  });
  afterAll(() => browser?.close());

  const documents = () => owner.api('GET', `/clients/${clientId}/documents?limit=200`) as Promise<Listed>;
  const ready = (count: number) =>
    expect.poll(async () => (await documents()).counts.READY ?? 0, { timeout: 30_000 }).toBe(count);

  test('a rejected document comes back with U, and its proposal with it', async () => {
    await page.goto(`${base}/belgeler`);
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor();
    await dropFiles(
      page,
      [1, 2, 3, 4].map((n) => purchase(`ilk-${n}`, client, seller)),
    );
    await ready(4);
    await page.goto(`${base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Ret gerekçesi').fill('Yanlış dönem');
    await page.keyboard.press('Enter');
    await page.getByText('Belge reddedildi.').waitFor();
    expect((await documents()).counts.REJECTED).toBe(1);
    await page.keyboard.press('u');
    await ready(4);
    expect((await documents()).counts.REJECTED ?? 0).toBe(0);
    await expect
      .poll(async () => (await documents()).items.every((item) => item.voucherId !== null))
      .toBe(true);
  });

  test('an account changed once is proposed by itself the next time', async () => {
    await page.goto(`${base}/inceleme`);
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
    await page.goto(`${base}/belgeler`);
    await page.getByText('Belgeler').first().waitFor();
    await dropFiles(page, [purchase('sonraki', client, seller, '2026-09-20')]);
    await ready(5);
    const newest = (await documents()).items[0];
    const voucher = (await owner.api('GET', `/vouchers/${newest?.voucherId}`)) as {
      lines: readonly { accountCode: string }[];
    };
    expect(voucher.lines.map((line) => line.accountCode)).toContain(chosen);
  });

  test('all that are clean are posted with two keys: of the month that is shown, then of all, and the queue says so when it is empty', async () => {
    const approveAll = async (n: number) => {
      await page.getByText('Dengede', { exact: true }).waitFor();
      await page.keyboard.press('a');
      await page.getByRole('button', { name: `${n} fişi deftere işle` }).waitFor();
      await keepPicture(page, `1440-temizleri-onayla-${n}`);
      await page.keyboard.press('Enter');
      await page.getByText(`${n} fiş işlendi, 0 fiş işlenmedi.`).waitFor({ timeout: 60_000 });
      await page.keyboard.press('Enter');
    };
    await page.goto(`${base}/inceleme?donem=2026-09`);
    await page.getByTestId('queue-position').getByText('1 / 1').waitFor();
    await approveAll(1);
    await page.getByText('Bu ayda incelenecek belge yok: Eylül 2026.').waitFor();
    expect((await documents()).counts).toEqual({ POSTED: 1, READY: 4 });
    await keepPicture(page, '1440-bu-ayda-yok');
    await page.getByRole('button', { name: 'Tüm aylarda 4 belge bekliyor; hepsini göster' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('queue-position').getByText('1 / 4').waitFor();
    await approveAll(4);
    await page.getByText('İncelenecek belge yok.').waitFor();
    expect((await documents()).counts).toEqual({ POSTED: 5 });
  });
});

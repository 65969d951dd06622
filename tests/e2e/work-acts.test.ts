/** Acts on many documents in the browser: a bulk approve taken back in part, by keyboard. */
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
  readonly items: readonly { readonly id: string; readonly voucherId: string | null }[];
}

describe.skipIf(chromiumPath === undefined)('acts on many documents', () => {
  const client = company('islem-mukellef');
  const seller = company('islem-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let clientId: string;
  let url: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('İşlem Müşavirlik');
    clientId = await owner.newClient(client);
    url = inject('installation').url;
    page = await (await browser.newContext(desktop)).newPage();
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
  });
  afterAll(() => browser?.close());

  const documents = (of = clientId) =>
    owner.api('GET', `/clients/${of}/documents?limit=200`) as Promise<Listed>;
  const counts = async (of = clientId) => (await documents(of)).counts;
  const settled = (state: string, count: number, of = clientId) =>
    expect.poll(async () => (await counts(of))[state] ?? 0, { timeout: 60_000 }).toBe(count);
  const drop = async (of: string, files: Parameters<typeof dropFiles>[1]) => {
    await page.goto(`${url}/mukellefler/${of}/belgeler`);
    await page.getByRole('heading', { name: 'Belgeler' }).waitFor();
    await dropFiles(page, files);
  };

  test('a bulk approve shows its progress, is found in the history after a reload, and is taken back in part', async () => {
    await drop(
      clientId,
      Array.from({ length: 30 }, (_, n) => purchase(`toplu-${n}`, client, seller)),
    );
    await settled('READY', 30);
    await page.goto(`${url}/mukellefler/${clientId}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: '30 fişi deftere işle' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('30 fiş işlendi, 0 fiş işlenmedi.').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Enter');
    await page.getByText('İncelenecek belge yok.').waitFor();
    expect(await counts()).toEqual({ POSTED: 30 });

    await page.reload();
    await page.getByText('İncelenecek belge yok.').waitFor();
    await page.keyboard.press('h');
    await page.getByTestId('act').getByText('30 belge').waitFor();
    await keepPicture(page, '1440-islem-gecmisi');
    await page.getByTestId('act').first().focus();
    await page.keyboard.press('Enter');
    const ticks = page.getByRole('checkbox', { name: /belgesini seç$/ });
    await ticks.nth(1).waitFor();
    for (const n of [0, 1]) {
      await ticks.nth(n).focus();
      await page.keyboard.press('Space');
    }
    await keepPicture(page, '1440-bir-kismini-geri-al');
    await page.getByRole('button', { name: 'Seçilenleri geri al (2)' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 belge geri alındı.').waitFor({ timeout: 60_000 });
    expect(await counts()).toEqual({ POSTED: 28, READY: 2 });
    await page.keyboard.press('Escape');
    // Back in the queue with their drafts, and approved again by Enter.
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await settled('READY', 1);
  });
});

/** The office's month: counts that lead to what they count, and who is in charge, from the keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
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

describe.skipIf(chromiumPath === undefined)('the month of an office', () => {
  const [busy, quiet] = [company('ayin-mukellefi'), company('sessiz-mukellef')];
  const seller = company('ayin-saticisi');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let base: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Ay Sonu Müşavirlik');
    const id = await owner.newClient(busy);
    await owner.newClient(quiet);
    base = inject('installation').url;
    page = await (await browser.newContext(desktop)).newPage();
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
    await page.goto(`${base}/mukellefler/${id}/belgeler`);
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor();
    // Two of October and one of September: each month counts its own.
    await dropFiles(page, [
      purchase('ay-1', busy, seller),
      purchase('ay-2', busy, seller),
      purchase('ay-3', busy, seller, '2026-09-15'),
    ]);
    const ready = async () =>
      ((await owner.api('GET', `/clients/${id}/documents`)) as { counts: { READY?: number } }).counts.READY;
    await vi.waitUntil(async () => (await ready()) === 3, { timeout: 60_000, interval: 200 });
  });
  afterAll(() => browser?.close());

  test('a count leads to the documents that it counts, and the month is said there', async () => {
    await page.goto(`${base}/ofis?donem=2026-10`);
    const row = page.getByRole('row', { name: new RegExp(busy.name.slice(0, 12)) });
    await row.getByText('Gecikti').waitFor();
    await row.getByRole('link', { name: '2', exact: true }).first().click();
    await page.waitForURL(/belgeler\?donem=2026-10/);
    await page.getByRole('combobox', { name: 'Dönem' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Dönem' }).inputValue()).toBe('2026-10');
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('3');
    await page.getByRole('combobox', { name: 'Dönem' }).selectOption('tum');
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
  });

  test('who is in charge is chosen from the keyboard and found by the filter', async () => {
    await page.goto(`${base}/ofis?donem=2026-10`);
    await page.getByText('Gecikti').waitFor();
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').first().waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Bende/ }).click();
    await page.waitForURL(/suzgec=mine/);
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
    await keepPicture(page, 'ofis-bende');
  });

  test('the brackets turn the months', async () => {
    await page.goto(`${base}/ofis?donem=2026-10`);
    await page.getByText('Ekim 2026').waitFor();
    await page.keyboard.press('[');
    await page.waitForURL(/donem=2026-09/);
    await page.getByText('Eylül 2026').waitFor();
  });
});

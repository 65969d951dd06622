/** The office's month: counts that lead to what they count, and who is in charge, from the keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company, purchase } from './invoices.ts';
import { focused } from './page-watch.ts';
import { openClient, readyDocuments } from './ready-documents.ts';

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
    await owner.newClient(quiet);
    base = inject('installation').url;
    page = await enter(browser, owner.email);
    // Two of October and one of September: each month counts its own.
    await readyDocuments(page, await openClient(owner, busy), [
      purchase('ay-1', busy, seller),
      purchase('ay-2', busy, seller),
      purchase('ay-3', busy, seller, '2026-09-15'),
    ]);
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
    await focused(dialog.getByRole('checkbox').first());
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Bende/ }).click();
    await page.waitForURL(/suzgec=mine/);
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
    await keepPicture(page, 'ofis-bende');
  });

  test('the month of clients with nothing waiting is locked at once, from the keyboard, and taken back', async () => {
    await page.goto(`${base}/ofis?donem=2026-10`);
    await page.getByText('Gecikti').waitFor();
    await page.keyboard.press('l');
    const dialog = page.getByRole('dialog', { name: 'Dönemi kilitle: Ekim 2026' });
    await keepPicture(page, 'ofis-kilit');
    await dialog.getByRole('button', { name: '1 mükellefte kilitle' }).press('Enter');
    await page.getByText('Ekim 2026 dönemi 1 mükellefte kilitlendi.').waitFor();
    const row = page.getByRole('row', { name: new RegExp(quiet.name.slice(0, 12)) });
    await row.getByText('Kilitli').waitFor();
    await page.getByRole('button', { name: 'Geri al' }).press('Enter');
    await row.getByText('Kilitli').waitFor({ state: 'detached' });
  });

  test('the brackets turn the months', async () => {
    await page.goto(`${base}/ofis?donem=2026-10`);
    await page.getByText('Ekim 2026').waitFor();
    await page.keyboard.press('[');
    await page.waitForURL(/donem=2026-09/);
    await page.getByText('Eylül 2026').waitFor();
  });
});

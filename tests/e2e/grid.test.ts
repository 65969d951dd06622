/** Lists of 100,000 rows, from the mizan down to the voucher and back, copies, files and saved views: in a real browser. */
/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  desktop,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  signIn,
} from './browser.ts';
import { traceFrames } from './frames.ts';
import { company } from './invoices.ts';
import { addManyLines, LINES_A_VOUCHER } from './many-lines.ts';
import { listenForErrors, notedFaults, settled, watchPages } from './page-watch.ts';

const VOUCHERS = 200;
const ROWS = VOUCHERS * LINES_A_VOUCHER;
/** The goal is 50 ms. A machine that has other work drops frames, too: only gross breakage fails here, the figure is told. */
const GROSS_DROP_MS = 1_500;
/** How long a loaded machine may take until a page shows what it was asked for. */
const PATIENT = { timeout: 30_000 };
/** Letters that come with the app's font are a hair wider than those before it; a line that wraps otherwise is more. */
const MOVES_AT_MOST = 0.005;
const YEAR = 'bas=2026-01-01&son=2026-12-31';

describe.skipIf(chromiumPath === undefined)('a list of 100,000 rows', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let owner: Owner;
  let base: string;
  let errors: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Yüz Bin Satır Müşavirlik');
    const clientId = await owner.newClient(company('yuz-bin'));
    await addManyLines(owner.tenantId, clientId, VOUCHERS);
    base = `${inject('installation').url}/mukellefler/${clientId}`;
    context = await browser.newContext({
      ...desktop,
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await watchPages(context);
    page = await context.newPage();
    errors = listenForErrors(page);
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/);
  }, 240_000);
  afterAll(() => browser?.close());

  const grid = () => page.getByRole('grid');
  const rowAt = (index: number) => page.locator(`[role="row"][aria-rowindex="${index + 1}"]`);
  const open = async (path: string) => {
    await page.goto(`${base}/${path}`);
    await grid().waitFor();
    await settled(page);
    await grid().focus();
  };

  test('is as long as all its rows, draws only what is in sight, and is added up as a whole', async () => {
    await open('fisler/satirlar');
    await expect.poll(() => grid().getAttribute('aria-rowcount'), PATIENT).toBe(String(ROWS + 1));
    await page.getByText(`${ROWS.toLocaleString('tr')} satır`).waitFor();
    // 250 pairs of 1 to 250 kuruş a voucher.
    await page.getByText('62.750,00').first().waitFor();
    await page.keyboard.press('End');
    await rowAt(ROWS).getByText('Satır 500').waitFor({ timeout: 30_000 });
    await grid().evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await expect.poll(() => page.locator('[role="row"][aria-busy="true"]').count(), PATIENT).toBe(0);
    expect(await page.getByRole('row').count()).toBeLessThan(120);
    await keepPicture(page, '1440-satirlar');
  });

  test('scrolls without long runs of dropped frames', async () => {
    await open('fisler/satirlar');
    await page.mouse.move(700, 500);
    const frames = await traceFrames(browser, page, async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        await page.mouse.wheel(0, 900);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
      for (const part of [0.25, 0.9, 0.5, 0.75]) {
        await grid().evaluate((element, to) => element.scrollTo(0, element.scrollHeight * to), part);
        await expect.poll(() => page.locator('[role="row"][aria-busy="true"]').count(), PATIENT).toBe(0);
      }
    });
    process.stdout.write(`100,000 rows: ${JSON.stringify(frames)}\n`);
    expect(frames.drawn).toBeGreaterThan(30);
    expect(frames.longestDropMs).toBeLessThan(GROSS_DROP_MS);
  });

  test('is walked down from the mizan to the voucher, and each step back finds its row again', async () => {
    await open(`mizan?${YEAR}&duzey=12`);
    await page.keyboard.press('End');
    const account = grid().locator('[data-active]');
    await account.getByText('770.03').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/mizan\/770\.03/);
    await expect.poll(() => grid().getAttribute('aria-rowcount'), PATIENT).toBe(String(ROWS / 2 + 1));
    await grid().focus();
    await grid().evaluate((element) => element.scrollTo(0, 34 * 20_000));
    await rowAt(20_010)
      .getByText(/^Satır/)
      .click();
    await page.waitForURL(/fisler\/[0-9a-f-]{36}/);
    await page.getByTestId('voucher-line').first().waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/mizan\/770\.03/);
    await expect
      .poll(() => grid().locator('[data-active]').getAttribute('aria-rowindex'), PATIENT)
      .toBe('20011');
    await page.keyboard.press('Escape');
    await page.waitForURL(/mizan\?/);
    await account.getByText('770.03').waitFor();
  });

  test('folds and unfolds the branches of the mizan by keys, and the address keeps them', async () => {
    await open(`mizan?${YEAR}&duzey=12`);
    const rows = async () => Number(await grid().getAttribute('aria-rowcount')) - 1;
    const all = await rows();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/kapali=1/);
    expect(await rows()).toBeLessThan(all);
    await page.keyboard.press('ArrowRight');
    await expect.poll(rows, PATIENT).toBe(all);
  });

  test('copies chosen rows as numbers that a Turkish spreadsheet reads', async () => {
    await open('fisler/satirlar');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await page.getByText('2 satır panoya kopyalandı.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split(/\r?\n/).map((line) => line.split('\t'))).toEqual([
      expect.arrayContaining(['02.01.2026', '770.03', 'Satır 1', '0,01', '0,00']),
      expect.arrayContaining(['02.01.2026', '100.01', 'Satır 2', '0,00', '0,01']),
    ]);
  });

  test('is saved as a view, found again, shared by link, deleted and brought back', async () => {
    await open('fisler/satirlar?hesap=770&sirala=-debit');
    await page.keyboard.press('v');
    await page.getByRole('button', { name: 'Bu görünümü kaydet' }).click();
    await page.getByLabel('Görünümün adı').fill('En büyük giderler');
    await page.keyboard.press('Enter');
    await page.getByText('“En büyük giderler” kaydedildi.').waitFor();
    await open('fisler/satirlar');
    await page.keyboard.press('v');
    await page.getByRole('dialog').getByRole('button', { name: 'En büyük giderler', exact: true }).click();
    await page.waitForURL(/hesap=770&sirala=-debit/);
    await expect.poll(() => grid().getAttribute('aria-rowcount'), PATIENT).toBe(String(ROWS / 2 + 1));
    await page.keyboard.press('v');
    await page.getByRole('button', { name: 'Bağlantısını kopyala' }).click();
    await page.getByText('Görünümün bağlantısı kopyalandı').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('hesap=770&sirala=-debit');
    await page.keyboard.press('v');
    await page.getByRole('button', { name: '“En büyük giderler” görünümünü düzenle' }).click();
    await page.getByRole('button', { name: 'Sil', exact: true }).click();
    await page.getByText('“En büyük giderler” silindi.').waitFor();
    await page.getByRole('button', { name: 'Geri al' }).click();
    await expect
      .poll(async () => ((await owner.api('GET', '/views')) as { items: unknown[] }).items.length, PATIENT)
      .toBe(1);
  });

  test('is taken along as a file of all rows that match, in the order of the screen', async () => {
    await open('fisler/satirlar?hesap=100.01&sirala=-credit&bas=2026-01-02&son=2026-01-05');
    await page.keyboard.press('d');
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: /^CSV/ }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/^Fiş satırları - .*\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    // Four days of 250 lines each on this account, the header and the totals.
    expect(lines).toHaveLength(4 * 250 + 2);
    expect(lines[1]).toContain(';2,50');
    expect(lines.at(-1)).toMatch(/Toplam;.*;1255,00$/);
  });

  test('stands still while it fills, on every page of lists', async () => {
    for (const path of ['fisler', 'fisler/satirlar', `mizan?${YEAR}`, `mizan/770.03?${YEAR}`, 'belgeler']) {
      await page.goto(`${base}/${path}`);
      await settled(page);
      expect(await notedFaults(page, MOVES_AT_MOST), path).toEqual([]);
    }
    for (const path of ['/ofis', '/ofis?grup=state', '/mukellefler', '/denetim-izi']) {
      await page.goto(inject('installation').url + path);
      await settled(page);
      expect(await notedFaults(page, MOVES_AT_MOST), path).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
});

/** The paper beside the voucher: each lights the other, findings stand at their place with what to do, and it is read on a phone, too. */
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner, phone } from './browser.ts';
import { company, faulty, purchase } from './invoices.ts';
import { barriers, resize } from './page-watch.ts';
import { type Listed, type OpenedClient, openClient, readyDocuments } from './ready-documents.ts';

const PATIENCE = { timeout: 30_000 };

/** Each document by its number in the queue, the oldest first: a clean one, one with a wrong total, one of a hotel. */
const CLEAN = 0;
const DOUBTFUL = 1;
const STAY = 2;

describe.skipIf(chromiumPath === undefined)('the paper beside the voucher', () => {
  const buyer = company('kagit-mukellef');
  const seller = company('kagit-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let client: OpenedClient;
  let queue: Listed['items'];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Kâğıt Müşavirlik');
    client = await openClient(owner, buyer);
    page = await enter(browser, owner.email);
    // With another tax and a discount the lines have two columns more than others.
    const stay = generateInvoice('kagit-otel', {
      kind: 'konaklama',
      issueDate: '2026-10-07',
      supplier: seller,
      customer: buyer,
      lineCount: 3,
    });
    for (const file of [
      purchase('kagit-1', buyer, seller),
      faulty('wrong-total', 'kagit-2', buyer, seller),
      { name: stay.fileName, content: Buffer.from(stay.xml) },
    ])
      queue = await readyDocuments(page, client, [file]);
  }, 120_000);
  afterAll(() => browser?.close());

  const open = async (on: Page, place: number) => {
    await on.goto(`${client.base}/inceleme?belge=${queue[place]?.id}`);
    await on.locator('article[aria-label="Fatura"]').waitFor({ state: 'attached', ...PATIENCE });
  };

  test('a voucher line lights where it came from, by pointer and by the arrows', async () => {
    await open(page, CLEAN);
    const lines = page.getByTestId('voucher-line');
    await lines.first().hover();
    await page.locator('[data-place^="taxTotals"][data-lit]').first().waitFor(PATIENCE);
    await lines.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-place="totals.payable"][data-lit]').waitFor(PATIENCE);
    await keepPicture(page, '1440-kagit');
  });

  test('a value of the paper lights the lines that came from it, by pointer and by the keyboard', async () => {
    const lit = page.locator('[data-testid="voucher-line"][data-lit]');
    await page.locator('[data-place="totals.payable"]').hover();
    await expect.poll(() => lit.count(), PATIENCE).toBe(1);
    expect(await lit.textContent()).toContain('Ödenecek tutar');
    await page.mouse.move(0, 0);
    await expect.poll(() => lit.count(), PATIENCE).toBe(0);
    await page.locator('[data-place="totals.payable"]').focus();
    await expect.poll(() => lit.count(), PATIENCE).toBe(1);
  });

  test('a finding stands at its place with what to do now, and the list leads there', async () => {
    await open(page, DOUBTFUL);
    const list = page.getByRole('navigation', { name: 'Bulgular' });
    await list.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    const note = page.locator('[id^="bulgu-"]:focus');
    await note.waitFor(PATIENCE);
    expect(await note.textContent()).toMatch(/Ödenecek tutar.*Ne yapılır:/s);
    expect(await page.locator('[data-place="totals.payable"] sup').count()).toBeGreaterThan(0);
    await keepPicture(page, '1440-kagit-bulgu');
    expect(await barriers(page)).toEqual([]);
    // And on to its element of the XML, under an address that can be passed on; a key leads back.
    await page.locator('article').getByRole('link', { name: 'XML’deki yeri' }).first().press('Enter');
    await page.locator('[data-current]', { hasText: 'PayableAmount' }).waitFor(PATIENCE);
    expect(new URL(page.url()).searchParams.get('yol')).toBe('/Invoice/LegalMonetaryTotal/PayableAmount');
    await page.keyboard.press('v');
    await list.waitFor(PATIENCE);
    expect(new URL(page.url()).searchParams.has('yol')).toBe(false);
  });

  test('no amount of a line is cut, however many columns there are and however narrow the paper is', async () => {
    await open(page, STAY);
    const lines = page.locator('article section[aria-label="Fatura satırları"]');
    for (const width of [1440, 1024, 390]) {
      await resize(page, { width, height: 900 });
      if (width === 390) await page.getByRole('button', { name: 'Belge', exact: true }).click();
      const cut = () =>
        lines.evaluate((box) => {
          const { left, right, width } = box.getBoundingClientRect();
          const amounts = [...box.querySelectorAll('td.num')].map((cell) => cell.getBoundingClientRect());
          const isCut = (amount: DOMRect) => amount.left < left - 1 || amount.right > right + 1;
          return width === 0 || amounts.length === 0 ? 'nothing is seen' : amounts.filter(isCut).length;
        });
      await expect.poll(cut, PATIENCE).toBe(0);
      await lines.evaluate((box) => box.scrollIntoView({ block: 'nearest' }));
      await keepPicture(page, `${width}-kagit-diger-vergiler`);
    }
    expect(await barriers(page)).toEqual([]);
  });

  test('on a phone and in the dark it is the same paper', async () => {
    const small = await enter(browser, owner.email, phone);
    await open(small, DOUBTFUL);
    await small.getByRole('button', { name: 'Belge', exact: true }).click();
    await small.getByText('Ne yapılır:').first().waitFor(PATIENCE);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await keepPicture(small, '390-kagit-acik');
    await small.emulateMedia({ colorScheme: 'dark' });
    await keepPicture(small, '390-kagit-koyu');
  });
});

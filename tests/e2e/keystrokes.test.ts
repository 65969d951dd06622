/** How many keys a document costs: clean ones by the dozen and one by one, doubtful ones read, edited and approved. */
import type { Fault } from '@muhasebi/testkit/ubl-generator/faults.ts';
import type { Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, type DroppedFile, enter, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company, faulty, purchase } from './invoices.ts';
import { focused } from './page-watch.ts';
import { openClient, readyDocuments } from './ready-documents.ts';

const PATIENCE = { timeout: 60_000 };
/** What a clean document may cost one person who has 500 of them an hour. */
const GOAL = 1.2;
const CLEAN = 12;
const DOUBTFUL = 4;

describe.skipIf(chromiumPath === undefined)('keys a document', () => {
  const seller = company('tus-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let keys = 0;
  const figures: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Tuş Sayan Müşavirlik');
    page = await enter(browser, owner.email);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    // The report line of the journey, as benches have it.
    process.stdout.write(`keystrokes ${figures.join(' · ')}\n`);
  });

  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const type = async (text: string) => {
    keys += text.length;
    await page.keyboard.type(text);
  };
  /** A client of its own with these documents, its queue open; answers how to wait until so many are posted. */
  const queueOf = async (name: string, files: (buyer: Party) => DroppedFile[]) => {
    const buyer = company(name);
    const client = await openClient(owner, buyer);
    await readyDocuments(page, client, files(buyer));
    await page.goto(`${client.base}/inceleme`);
    await page.getByText(/^Dengede$|^Fark/).waitFor();
    keys = 0;
    return { done: (count: number) => client.settled('POSTED', count) };
  };
  const clean = (seed: string, buyer: Party) =>
    Array.from({ length: CLEAN }, (_, n) => purchase(`${seed}-${n}`, buyer, seller));
  const broken = (fault: Fault, seed: string, buyer: Party) =>
    Array.from({ length: DOUBTFUL }, (_, n) => faulty(fault, `${seed}-${n}`, buyer, seller));
  const note = (what: string, count: number) => {
    figures.push(`${what} ${(keys / count).toFixed(2)} (${keys}/${count})`);
    return keys / count;
  };
  const numberShown = () => page.getByRole('article', { name: 'Fatura' }).textContent();
  /** The next document is looked at before the next key: the paper must be another. */
  const afterwards = async (act: () => Promise<void>, isLast: boolean) => {
    const before = await numberShown();
    await act();
    if (isLast) await page.getByText('İncelenecek belge yok.').waitFor(PATIENCE);
    else await expect.poll(numberShown, PATIENCE).not.toBe(before);
  };

  test('clean ones, all at once: two keys for the whole queue, one to go on', async () => {
    const { done } = await queueOf('tus-toplu', (buyer) => clean('tus-toplu', buyer));
    await press('a');
    await focused(page.getByRole('button', { name: /fişi deftere işle/ }));
    await press('Enter');
    await done(CLEAN);
    await page.getByText(`${CLEAN} fiş işlendi, 0 fiş işlenmedi.`).waitFor(PATIENCE);
    await focused(page.getByRole('dialog').getByRole('button', { name: 'Kapat' }).last());
    await press('Enter');
    expect(note('clean, at once', CLEAN)).toBeLessThanOrEqual(GOAL);
  });

  test('clean ones, each looked at: one key a document', async () => {
    const { done } = await queueOf('tus-tek', (buyer) => clean('tus-tek', buyer));
    for (let n = 1; n <= CLEAN; n += 1) await afterwards(() => press('Enter'), n === CLEAN);
    await done(CLEAN);
    expect(note('clean, one by one', CLEAN)).toBeLessThanOrEqual(GOAL);
  });

  test('doubtful ones that are found right after a look: one key, like a clean one', async () => {
    const { done } = await queueOf('tus-bakilan', (buyer) => broken('wrong-tax', 'tus-bakilan', buyer));
    for (let n = 1; n <= DOUBTFUL; n += 1) await afterwards(() => press('Enter'), n === DOUBTFUL);
    await done(DOUBTFUL);
    note('doubtful, only read', DOUBTFUL);
  });

  test('doubtful ones whose account is changed: edit, a few letters, save and approve', async () => {
    const { done } = await queueOf('tus-duzenlenen', (buyer) =>
      broken('wrong-total', 'tus-duzenlenen', buyer),
    );
    for (let n = 1; n <= DOUBTFUL; n += 1) {
      await press('e');
      const account = page.getByLabel('1. satır hesabı');
      await account.waitFor(PATIENCE);
      await expect
        .poll(() => account.evaluate((field) => field === document.activeElement), PATIENCE)
        .toBe(true);
      // Each another account than remembered for the seller from the one before.
      const [letters, code] = n % 2 === 1 ? ['rekl', '760.01'] : ['kırt', '770.03'];
      await type(letters);
      await page.getByRole('option', { name: code }).first().waitFor(PATIENCE);
      await press('Enter');
      await expect.poll(() => account.inputValue(), PATIENCE).toContain(code);
      await afterwards(() => press('Control+Shift+Enter'), n === DOUBTFUL);
    }
    await done(DOUBTFUL);
    expect(note('doubtful, account changed', DOUBTFUL)).toBeLessThanOrEqual(10);
  });
});

/** The main road: GİB's own samples are dropped, become ready, are posted from the keyboard, and the mizan balances. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
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
import { settled } from './page-watch.ts';

const samples = path.join(import.meta.dirname, '../../../shared/gib/samples/ubl-tr');
/** The number that most of GİB's samples bear on both sides. */
const SAMPLE_VKN = '3333333888';

interface Counts {
  readonly counts: Partial<Record<string, number>>;
  readonly notThisClientCount: number;
  readonly items: readonly { readonly voucherId: string | null; readonly state: string }[];
}

interface Mizan {
  readonly balanced: boolean;
  readonly totals: Readonly<Record<string, string>>;
}

describe.skipIf(chromiumPath === undefined || !existsSync(samples))('the main road', () => {
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let clientId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Ana Yol Müşavirlik');
    page = await (await browser.newContext(desktop)).newPage();
  });
  afterAll(() => browser?.close());

  const documents = (query = '') =>
    owner.api('GET', `/clients/${clientId}/documents?limit=500${query}`) as Promise<Counts>;

  test('an accountant signs in and opens a client company from the keyboard', async () => {
    await signIn(page, owner.email);
    await page.getByText('Henüz mükellef yok.').waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Unvan ya da ad soyad').fill('Örnek Sanayi ve Ticaret A.Ş.');
    await page.getByLabel('VKN ya da TCKN').fill(SAMPLE_VKN);
    await page.getByText('Kontrol hanesi tutmuyor; yine de kaydedebilirsiniz.').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/mukellefler\/[0-9a-f-]{36}\/belgeler/);
    clientId = /mukellefler\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor();
  });

  test('dropped samples become ready while the page shows it', async () => {
    const names = readdirSync(samples).filter((name) => name.endsWith('.xml'));
    await dropFiles(
      page,
      names.map((name) => ({ name, content: readFileSync(path.join(samples, name)) })),
    );
    await page.getByRole('button', { name: /belgeyi incele/ }).waitFor({ timeout: 60_000 });
    // Answers and despatch notes among them ask for no entry, and are settled when they are read.
    await expect
      .poll(
        async () => {
          const { READY = 0, SETTLED = 0, ...others } = (await documents()).counts;
          return { done: READY + SETTLED, others };
        },
        { timeout: 60_000 },
      )
      .toEqual({ done: names.length, others: {} });
    await keepPicture(page, '1440-belgeler');
    const mine = (await documents()).items.filter((item) => item.voucherId !== null);
    expect(mine.length).toBeGreaterThanOrEqual(5);
    expect((await documents()).notThisClientCount).toBeGreaterThan(5);
  });

  test('every proposed voucher is posted with one key, what has none is passed', async () => {
    const total = (await documents()).items.length;
    const waiting = (await documents()).items.filter((item) => item.voucherId !== null).length;
    await page.goto(`${inject('installation').url}/mukellefler/${clientId}/inceleme`);
    await page.getByText('Önerilen fiş').waitFor();
    await keepPicture(page, '1440-inceleme');
    const proposed = page.getByText('Dengede', { exact: true });
    const nothingProposed = page.getByText('Bu belge için fiş önerilmedi.');
    let posted = 0;
    for (let seen = 0; seen < total; seen += 1) {
      await proposed.or(nothingProposed).first().waitFor();
      if (await nothingProposed.isVisible()) {
        await page.keyboard.press('j');
        continue;
      }
      await page.keyboard.press('Enter');
      posted += 1;
      await expect.poll(async () => (await documents()).counts.POSTED ?? 0, { timeout: 10_000 }).toBe(posted);
    }
    expect((await documents()).counts.POSTED).toBe(waiting);
  });

  test('the mizan balances, equals the vouchers, and leads down to the document', async () => {
    const mizan = (await owner.api(
      'GET',
      `/clients/${clientId}/mizan?from=2009-01-01&to=2026-12-31`,
    )) as Mizan;
    const vouchers = (await owner.api('GET', `/clients/${clientId}/vouchers?limit=500`)) as {
      items: readonly { totalDebit: string }[];
    };
    const kurus = vouchers.items.reduce((sum, each) => sum + BigInt(each.totalDebit.replace('.', '')), 0n);
    expect(mizan.balanced).toBe(true);
    expect(BigInt((mizan.totals.cumulativeDebit ?? '').replace('.', ''))).toBe(kurus);
    expect(mizan.totals.cumulativeDebit).toBe(mizan.totals.cumulativeCredit);
    await page.goto(
      `${inject('installation').url}/mukellefler/${clientId}/mizan?bas=2023-01-01&son=2026-12-31&duzey=3`,
    );
    await page.getByText('Mizan dengede', { exact: true }).waitFor();
    await keepPicture(page, '1440-mizan');
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    // A4 lying, from the first sheet on: an upright one would be empty.
    expect(sheets.length).toBeGreaterThan(0);
    expect(sheets.filter(([, width, height]) => Number(width) < Number(height))).toEqual([]);
    await page.getByText('Alıcılar', { exact: true }).click();
    await page.getByText('120 hesabının hareketleri').waitFor();
    // Its heading is there before its lines.
    await settled(page);
    await page.getByRole('row').nth(1).click();
    await page.waitForURL(/\/fisler\/[0-9a-f-]{36}/);
    await page.getByText('Dengede').waitFor();
    await keepPicture(page, '1440-fis');
  });
});

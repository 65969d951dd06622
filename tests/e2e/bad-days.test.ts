/** Bad days of a screen: nothing there yet, one of it, two hundred thousand, names that are too long, a line that is too slow. */
/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import {
  chromiumPath,
  desktop,
  dropFiles,
  enter,
  keepPicture,
  launchBrowser,
  newOffice,
  phone,
} from './browser.ts';
import { company, purchase } from './invoices.ts';
import { addManyDocuments } from './many-documents.ts';
import { settled } from './page-watch.ts';
import { openClient, readyDocuments } from './ready-documents.ts';

const LONG_TITLE =
  'İSTANBUL IŞIKLI ISITMA İÇ VE DIŞ İKLİMLENDİRME TESİSATI İNŞAAT TAAHHÜT SANAYİ VE TİCARET LİMİTED ŞİRKETİ';
const LONG_ACCOUNT =
  'IĞDIR ŞUBESİ İLE İSKENDERUN DEPOSU ARASINDA TAŞINAN YARI MAMULLERİN YOLDAKİ STOK HESABI İL';

/** Nothing lies beside the screen, and nothing that is read is drawn outside of it. */
async function expectInside(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
}

describe.skipIf(chromiumPath === undefined)('a screen on a bad day', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test('an office without anything says what comes first on every page, and leads there', async () => {
    const page = await enter(browser, (await newOffice('Boş Müşavirlik')).email);
    for (const name of ['ofis', 'mukellefler']) {
      await page.goto(`${inject('installation').url}/${name}`);
      await settled(page);
      await page.locator('main strong').first().waitFor();
      await keepPicture(page, `kotu-gun-bos-${name}`);
      await page
        .locator('main')
        .getByRole('button', { name: /mükellef/i })
        .first()
        .waitFor();
    }
    await page
      .locator('main')
      .getByRole('button', { name: /mükellef/i })
      .first()
      .press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.context().close();
  });

  test('a client with one document shows one, and its review is over after one', async () => {
    const owner = await newOffice('Tek Belge Müşavirlik');
    const buyer = company('tek-belge');
    const client = await openClient(owner, buyer);
    const page = await enter(browser, owner.email);
    await readyDocuments(page, client, [purchase('tek-1', buyer, company('tek-satici'))]);
    await page.getByText('İncelenecek').first().waitFor({ timeout: 60_000 });
    await keepPicture(page, 'kotu-gun-tek-belge');
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('1 / 1').waitFor();
    await page.keyboard.press('Enter');
    await client.settled('POSTED', 1);
    await settled(page);
    await keepPicture(page, 'kotu-gun-tek-belge-bitti');
    await page.context().close();
  });

  test('a client with 200,000 documents is a list like any other: counted, scrolled, found in', async () => {
    const owner = await newOffice('Kalabalık Müşavirlik');
    const clientId = await owner.newClient(company('kalabalik'));
    await addManyDocuments(owner.tenantId, clientId, 200_000);
    const page = await enter(browser, owner.email);
    await page.goto(`${inject('installation').url}/mukellefler/${clientId}/belgeler`);
    await page.getByText('COK0000200000').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /Tümü.*200\.000/ }).waitFor({ timeout: 60_000 });
    await keepPicture(page, 'kotu-gun-200000-belge');
    // Only what is seen is drawn, however far the reader goes.
    const grid = page.getByRole('grid').first();
    for (let turn = 0; turn < 4; turn++) {
      const before = await grid.evaluate((element) => element.scrollHeight);
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await vi.waitUntil(async () => (await grid.evaluate((element) => element.scrollHeight)) > before, {
        timeout: 30_000,
        interval: 100,
      });
    }
    expect(await page.getByRole('row').count()).toBeLessThan(120);
    await page.getByRole('searchbox').or(page.getByPlaceholder(/ara/i)).first().fill('COK0000000007');
    await page.getByText('COK0000000007').waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  test('names of a hundred capitals with İ and ı stay inside of a phone and of a desk, and are found in small letters', async () => {
    const owner = await newOffice('İIŞĞÜÖÇ MALİ MÜŞAVİRLİK VE DANIŞMANLIK HİZMETLERİ');
    const opened = await owner.api('POST', '/clients', {
      title: LONG_TITLE,
      taxId: company('uzun-ad').taxId.value,
    });
    const clientId = (opened as { id: string }).id;
    for (const code of ['153.90', '320.90'])
      await owner.api('POST', `/clients/${clientId}/accounts`, { code, name: LONG_ACCOUNT });
    const entered = await owner.api('POST', `/clients/${clientId}/vouchers`, {
      date: '2026-10-31',
      description: LONG_ACCOUNT,
      lines: [
        { accountCode: '153.90', debit: '12345678901.23' },
        { accountCode: '320.90', credit: '12345678901.23' },
      ],
    });
    const voucherId = (entered as { id: string }).id;
    await owner.api('POST', '/vouchers/post', { vouchers: [{ id: voucherId }] });
    const base = `/mukellefler/${clientId}`;
    for (const [width, options] of [
      [390, phone],
      [1440, desktop],
    ] as const) {
      const page = await enter(browser, owner.email, options);
      for (const [name, address] of [
        ['ofis', '/ofis?donem=2026-10'],
        ['mukellefler', '/mukellefler'],
        ['belgeler', `${base}/belgeler`],
        ['fisler', `${base}/fisler`],
        ['fis', `${base}/fisler/${voucherId}`],
        ['mizan', `${base}/mizan?bas=2026-01-01&son=2026-12-31&duzey=9`],
        ['hesap', `${base}/mizan/153.90?bas=2026-01-01&son=2026-12-31`],
      ] as const) {
        await page.goto(inject('installation').url + address);
        await settled(page);
        await keepPicture(page, `kotu-gun-uzun-ad-${name}-${width}`);
        await expectInside(page);
      }
      await page.goto(`${inject('installation').url}/mukellefler?ara=${encodeURIComponent('ışıklı ısıtma')}`);
      await page.getByText(LONG_TITLE).first().waitFor();
      await page.context().close();
    }
  });

  test('on a slow line the place of what comes is kept, the page works, and a file that is sent arrives', async () => {
    const owner = await newOffice('Yavaş Hat Müşavirlik');
    const buyer = company('yavas-hat');
    const client = await openClient(owner, buyer);
    const page = await enter(browser, owner.email, phone);
    const devtools = await page.context().newCDPSession(page);
    // Slow 3G, as browsers name it: 400 kbit/s each way and 400 ms before the first byte.
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    });
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(`${client.base}/belgeler`, { timeout: 120_000 });
    await page.locator('.mantine-Skeleton-root, [aria-busy="true"]').first().waitFor({ timeout: 120_000 });
    await keepPicture(page, 'kotu-gun-yavas-hat-bekliyor');
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor({ timeout: 120_000 });
    const seller = company('yavas-satici');
    await dropFiles(
      page,
      [1, 2, 3].map((n) => purchase(`yavas-${n}`, buyer, seller)),
    );
    await page.getByText('İncelenecek').first().waitFor({ timeout: 120_000 });
    await keepPicture(page, 'kotu-gun-yavas-hat-geldi');
    await client.settled('READY', 3);
    await page.context().close();
  });
});

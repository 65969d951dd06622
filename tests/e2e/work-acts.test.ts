/** Acts on many documents in the browser: a bulk approve taken back in part, the queue over all clients, all alike; by keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner } from './browser.ts';
import { company, purchase } from './invoices.ts';
import { focused } from './page-watch.ts';
import { type OpenedClient, openClient, readyDocuments } from './ready-documents.ts';

describe.skipIf(chromiumPath === undefined)('acts on many documents', () => {
  const buyer = company('islem-mukellef');
  const otherBuyer = company('islem-ikinci-mukellef');
  const seller = company('islem-satici');
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let client: OpenedClient;
  let other: OpenedClient;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('İşlem Müşavirlik');
    client = await openClient(owner, buyer);
    other = await openClient(owner, otherBuyer);
    page = await enter(browser, owner.email);
  });
  afterAll(() => browser?.close());

  /** What ends a dialog whose work is done; the other Kapat is the cross of its corner. */
  const closing = () => page.getByRole('dialog').getByRole('button', { name: 'Kapat' }).last();
  const counts = async (of: OpenedClient) => (await of.documents()).counts;

  test('a bulk approve shows its progress, is found in the history after a reload, and is taken back in part', async () => {
    await readyDocuments(
      page,
      client,
      Array.from({ length: 30 }, (_, n) => purchase(`toplu-${n}`, buyer, seller)),
    );
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('a');
    await focused(page.getByRole('button', { name: '30 fişi deftere işle' }));
    await page.keyboard.press('Enter');
    await page.getByText('30 fiş işlendi, 0 fiş işlenmedi.').waitFor({ timeout: 60_000 });
    await focused(closing());
    await page.keyboard.press('Enter');
    await page.getByText('İncelenecek belge yok.').waitFor();
    expect(await counts(client)).toEqual({ POSTED: 30 });

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
    expect(await counts(client)).toEqual({ POSTED: 28, READY: 2 });
    await page.keyboard.press('Escape');
    // Back in the queue with their drafts, and approved again by Enter.
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await client.settled('READY', 1);
  });

  test('U takes back what was just done, though the page was loaded anew meanwhile', async () => {
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await client.settled('READY', 0);
    await page.reload();
    await page.getByText('İncelenecek belge yok.').waitFor();
    await page.keyboard.press('u');
    await page.getByText(/ters kayıtla geri alındı/).waitFor();
    await page.getByText('Dengede', { exact: true }).waitFor();
    await client.settled('READY', 1);
  });

  test('the queue over all clients is worked off from the keyboard, and says whose each document is', async () => {
    await readyDocuments(page, other, [
      purchase('diger-1', otherBuyer, seller),
      purchase('diger-2', otherBuyer, seller),
      purchase('tasinacak', otherBuyer, seller),
    ]);
    await page.goto(`${inject('installation').url}/inceleme`);
    await page.getByTestId('queue-position').getByText('1 / 4').waitFor();
    const whose = () => page.getByTestId('queue-client').textContent();
    expect(await whose()).toBe(buyer.name);
    await keepPicture(page, '1440-butun-mukellefler');
    // Of another month nothing waits, and one press leads back to all of them.
    await page.goto(`${inject('installation').url}/inceleme?donem=2026-11`);
    await page.getByText('Bu ayda incelenecek belge yok: Kasım 2026.').waitFor();
    await keepPicture(page, '1440-butun-mukellefler-baska-ay');
    await page.getByRole('button', { name: 'Tüm aylarda 4 belge bekliyor; hepsini göster' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('queue-position').getByText('1 / 4').waitFor();
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await client.settled('READY', 0);
    await expect.poll(whose).toBe(otherBuyer.name);
    await page.keyboard.press('r');
    await page.getByLabel('Ret gerekçesi').fill('Yanlış dönem');
    await page.keyboard.press('Enter');
    await other.settled('REJECTED', 1);
    await page.getByTestId('queue-position').getByText('1 / 2').waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    await focused(page.getByRole('button', { name: '2 fişi deftere işle' }));
    await page.keyboard.press('Enter');
    await page.getByText('2 fiş işlendi, 0 fiş işlenmedi.').waitFor({ timeout: 60_000 });
    await focused(closing());
    await page.keyboard.press('Enter');
    await page.getByText('Hiçbir mükellefte incelenecek belge yok.').waitFor();
    expect(await counts(other)).toEqual({ POSTED: 2, REJECTED: 1 });
  });

  test('a document of the wrong client is moved with M and comes back with U', async () => {
    await readyDocuments(page, client, [purchase('yanlis-mukellef', buyer, seller)]);
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('m');
    await page.getByRole('dialog').getByLabel('Mükellef').fill(otherBuyer.name.slice(0, 6));
    // Before the match is there: it is taken when it comes, and no other one.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Taşı', exact: true, disabled: false }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(`${otherBuyer.name} mükellefine taşındı`).waitFor();
    await other.settled('READY', 1);
    expect((await counts(client)).READY ?? 0).toBe(0);
    await page.keyboard.press('u');
    await client.settled('READY', 1);
  });

  test('an account changed on one voucher is taken to all alike with L, after a look at them', async () => {
    await readyDocuments(
      page,
      client,
      [1, 2].map((n) => purchase(`benzer-${n}`, buyer, seller)),
    );
    await client.settled('READY', 3);
    await page.goto(`${client.base}/inceleme`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('e');
    const account = page.getByLabel('1. satır hesabı');
    await account.focus();
    await page.keyboard.type('760');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await account.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/hatırlanacak/).waitFor();
    await page.keyboard.press('l');
    await page.getByText('Bu fişte seçilen hesaplar').waitFor();
    await keepPicture(page, '1440-benzerlere-uygula');
    const go = page.getByRole('button', { name: /^\d belgeye uygula$/ });
    await go.waitFor();
    // Lines of another KDV rate have another role: only some of the three are alike.
    const alike = Number((await go.textContent())?.[0]);
    await page.keyboard.press('Enter');
    await page.getByText(`${alike} belgenin hesabı değişti.`).waitFor();
    const { items } = await client.documents();
    const vouchers = await Promise.all(
      items.map(
        ({ voucherId }) =>
          owner.api('GET', `/vouchers/${voucherId}`) as Promise<{
            lines: readonly { accountCode: string }[];
          }>,
      ),
    );
    const changed = vouchers.filter(({ lines }) => lines.some((line) => line.accountCode.startsWith('760')));
    expect(alike).toBeGreaterThan(0);
    expect(changed.length).toBeGreaterThanOrEqual(alike + 1);
  });
});

/** Two people on one queue, and one person in two tabs: they see each other, and no change of either is lost. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, type Owner } from './browser.ts';
import { newColleague } from './colleague.ts';
import { company, purchase } from './invoices.ts';
import { barriers } from './page-watch.ts';
import { type Listed, type OpenedClient, openClient, readyDocuments } from './ready-documents.ts';

const PATIENCE = { timeout: 30_000 };

interface Saved {
  readonly version: number;
  readonly status: string;
  readonly description: string;
  readonly totalDebit: string;
  readonly totalCredit: string;
  readonly lines: readonly { readonly accountCode: string; readonly description: string }[];
}

describe.skipIf(chromiumPath === undefined)('two people on one queue', () => {
  const buyer = company('iki-kisi-mukellef');
  const seller = company('iki-kisi-satici');
  let browser: Browser;
  let defne: Page;
  let ayse: Page;
  let owner: Owner;
  let client: OpenedClient;
  let queue: Listed['items'];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('İki Kişi Müşavirlik');
    client = await openClient(owner, buyer);
    defne = await enter(browser, owner.email);
    ayse = await enter(browser, await newColleague(owner, 'Ayşe Çelik'));
    queue = await readyDocuments(
      defne,
      client,
      [1, 2, 3, 4].map((n) => purchase(`iki-kisi-${n}`, buyer, seller, `2026-10-0${n}`)),
    );
  }, 120_000);
  afterAll(() => browser?.close());

  const at = (index: number) => {
    const item = queue[index];
    if (item === undefined) throw new Error(`the queue has no document ${index}`);
    return item;
  };
  const voucher = (index: number) => owner.api('GET', `/vouchers/${at(index).voucherId}`) as Promise<Saved>;
  const open = async (page: Page, index: number) => {
    await page.goto(`${client.base}/inceleme?belge=${at(index).id}`);
    await page.getByText('Dengede', { exact: true }).waitFor();
  };
  const edit = async (page: Page) => {
    await page.keyboard.press('e');
    await page.getByRole('form', { name: 'Fişi düzenle' }).waitFor();
  };
  /** Types over the account of the first line. */
  const chooseAccount = async (page: Page, code: string) => {
    await page.getByLabel('1. satır hesabı').focus();
    await page.keyboard.type(code);
    await page.getByRole('option', { name: code }).first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('1. satır hesabı').inputValue(), PATIENCE).toContain(code);
  };

  test('each sees where the other is and what is edited, and that ends when the other leaves', async () => {
    await open(defne, 0);
    await open(ayse, 0);
    await defne.getByText('Ayşe Çelik bu belgeye bakıyor').waitFor(PATIENCE);
    await edit(ayse);
    await defne.getByText('Ayşe Çelik bu belgeyi düzenliyor').waitFor(PATIENCE);
    await ayse.getByText('Defne Aksoy bu belgeye bakıyor').waitFor(PATIENCE);
    await keepPicture(defne, '1440-iki-kisi');
    await ayse.goto('about:blank');
    await defne.getByText('Ayşe Çelik bu belgeyi düzenliyor').waitFor({ state: 'detached', ...PATIENCE });
  });

  test('changes of different fields are merged by themselves', async () => {
    await open(defne, 0);
    await open(ayse, 0);
    await edit(defne);
    await edit(ayse);
    await ayse.getByLabel('Açıklama', { exact: true }).fill('Ayşe’nin açıklaması');
    await ayse.keyboard.press('Control+Enter');
    await ayse.getByText(/hatırlanacak/).waitFor(PATIENCE);
    await chooseAccount(defne, '760.01');
    await defne.keyboard.press('Control+Enter');
    await defne.getByText(/hatırlanacak/).waitFor(PATIENCE);
    const saved = await voucher(0);
    expect(saved.description).toBe('Ayşe’nin açıklaması');
    expect(saved.lines[0]?.accountCode).toBe('760.01');
    expect(saved.totalDebit).toBe(saved.totalCredit);
  });

  test('what both changed is asked, by key, and nothing is overwritten unasked', async () => {
    await open(defne, 1);
    await open(ayse, 1);
    await edit(defne);
    await edit(ayse);
    await chooseAccount(ayse, '770.03');
    await ayse.keyboard.press('Control+Enter');
    await ayse.getByText(/hatırlanacak/).waitFor(PATIENCE);
    await chooseAccount(defne, '760.01');
    await defne.keyboard.press('Control+Enter');
    await defne.getByRole('heading', { name: 'Ayşe Çelik de bu fişi değiştirdi' }).waitFor(PATIENCE);
    expect((await voucher(1)).lines[0]?.accountCode).toBe('770.03');
    await keepPicture(defne, '1440-birlestirme');
    expect(await barriers(defne)).toEqual([]);
    await defne.keyboard.press('1');
    await defne.keyboard.press('Control+Enter');
    await defne.getByText('Ayşe Çelik ile değişiklikleriniz birleştirildi.').waitFor(PATIENCE);
    await defne.keyboard.press('Control+Enter');
    await expect.poll(async () => (await voucher(1)).lines[0]?.accountCode, PATIENCE).toBe('760.01');
  });

  test('a document that the other approved does not slip away under Enter: it is said, and the next comes on a key', async () => {
    await open(defne, 2);
    await open(ayse, 2);
    await ayse.keyboard.press('Enter');
    await ayse.getByText(/deftere işlendi/).waitFor(PATIENCE);
    await defne.getByText(`${at(2).documentNo} belgesini az önce Ayşe Çelik onayladı.`).waitFor(PATIENCE);
    await keepPicture(defne, '1440-az-once-onayladi');
    await defne.keyboard.press('Enter');
    await defne.getByText('Dengede', { exact: true }).waitFor();
    expect((await client.documents()).counts).toMatchObject({ POSTED: 1, READY: 3 });
  });

  test('the same voucher in two tabs of one person: the second save keeps what the first wrote', async () => {
    const second = await defne.context().newPage();
    await open(defne, 3);
    await second.goto(`${client.base}/inceleme?belge=${at(3).id}`);
    await second.getByText('Dengede', { exact: true }).waitFor();
    await edit(defne);
    await edit(second);
    await chooseAccount(defne, '760.01');
    await defne.keyboard.press('Control+Enter');
    await defne.getByText(/hatırlanacak/).waitFor(PATIENCE);
    await second.getByLabel('Açıklama', { exact: true }).fill('İkinci sekmeden');
    await second.keyboard.press('Control+Enter');
    await expect.poll(async () => (await voucher(3)).description, PATIENCE).toBe('İkinci sekmeden');
    expect((await voucher(3)).lines[0]?.accountCode).toBe('760.01');
    await second.close();
  });
});

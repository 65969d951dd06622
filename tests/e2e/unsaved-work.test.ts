/** Nothing that was typed is lost: the session ends mid-edit, the connection is cut while saving, the page is reloaded. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chromiumPath,
  enter,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  PASSWORD,
} from './browser.ts';
import { company, purchase } from './invoices.ts';
import { type Listed, type OpenedClient, openClient, readyDocuments } from './ready-documents.ts';

const PATIENCE = { timeout: 60_000 };

interface Saved {
  readonly version: number;
  readonly description: string;
  readonly lines: readonly { readonly debit: string; readonly credit: string }[];
  readonly totalDebit: string;
  readonly totalCredit: string;
}

describe.skipIf(chromiumPath === undefined)('work that is not saved yet', () => {
  const buyer = company('kayip-yok-mukellef');
  const seller = company('kayip-yok-satici');
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let owner: Owner;
  let client: OpenedClient;
  let queue: Listed['items'];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Kayıp Yok Müşavirlik');
    client = await openClient(owner, buyer);
    page = await enter(browser, owner.email);
    context = page.context();
    queue = await readyDocuments(
      page,
      client,
      [1, 2, 3, 4].map((n) => purchase(`kayip-yok-${n}`, buyer, seller, `2026-10-0${n}`)),
    );
  }, 120_000);
  afterAll(() => browser?.close());

  const voucher = (index: number) =>
    owner.api('GET', `/vouchers/${queue[index]?.voucherId}`) as Promise<Saved>;
  const description = () => page.getByLabel('Açıklama', { exact: true });
  const edit = async (index: number) => {
    await page.goto(`${client.base}/inceleme?belge=${queue[index]?.id}`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('form', { name: 'Fişi düzenle' }).waitFor();
  };

  test('a session that ended mid-edit: after signing in again the edit stands as it was typed, and is saved', async () => {
    await edit(0);
    await description().fill('Oturum bitmeden yazıldı');
    const { items } = (await owner.api('GET', '/me/sessions')) as {
      items: { id: string; current: boolean }[];
    };
    for (const { id, current } of items) if (!current) await owner.api('DELETE', `/me/sessions/${id}`);
    await page.keyboard.press('Control+Enter');
    await page.getByLabel('Parola', { exact: true }).waitFor(PATIENCE);
    await page.getByLabel('E-posta').fill(owner.email);
    await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Kaydedilmemiş değişiklikleriniz geri getirildi.').waitFor(PATIENCE);
    expect(await description().inputValue()).toBe('Oturum bitmeden yazıldı');
    expect((await voucher(0)).version).toBe(1);
    await keepPicture(page, '1440-geri-getirilen-duzenleme');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await voucher(0)).description, PATIENCE).toBe('Oturum bitmeden yazıldı');
  });

  test('a connection cut while saving: it says so, and is saved once when the connection is back', async () => {
    await edit(1);
    await description().fill('Kablo çekiliyken kaydedildi');
    await context.setOffline(true);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Kaydedilemedi, bağlantı bekleniyor.').waitFor(PATIENCE);
    await keepPicture(page, '1440-baglanti-bekleniyor');
    expect((await voucher(1)).version).toBe(1);
    await context.setOffline(false);
    await expect
      .poll(async () => (await voucher(1)).description, PATIENCE)
      .toBe('Kablo çekiliyken kaydedildi');
    await page.getByRole('form', { name: 'Fişi düzenle' }).waitFor({ state: 'detached', ...PATIENCE });
    expect((await voucher(1)).version).toBe(2);
  });

  test('an answer that was lost on its way: the same save counts once', async () => {
    await edit(2);
    await description().fill('Yanıt yolda kayboldu');
    let lost = 0;
    await page.route('**/api/v1/vouchers/*', async (route) => {
      if (route.request().method() !== 'PATCH' || lost > 0) return route.fallback();
      lost += 1;
      // The server does its work; only the answer does not arrive.
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('form', { name: 'Fişi düzenle' }).waitFor({ state: 'detached', ...PATIENCE });
    expect(lost).toBe(1);
    expect(await voucher(2)).toMatchObject({ version: 2, description: 'Yanıt yolda kayboldu' });
    await page.unroute('**/api/v1/vouchers/*');
  });

  test('a reload in the middle of a split: the edit is there again, balanced, and one key takes it back', async () => {
    await edit(3);
    const whole = (await voucher(3)).lines[0]?.debit ?? '';
    await page.getByLabel('1. satır borç').focus();
    const shown = await page.getByLabel('1. satır borç').inputValue();
    await page.keyboard.press('Alt+b');
    await page.getByLabel('Nasıl bölünsün?').fill('3x');
    await page.keyboard.press('Enter');
    await page.getByLabel('5. satır hesabı').waitFor();
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByLabel('5. satır hesabı').waitFor({ state: 'detached' });
    expect(await page.getByLabel('1. satır borç').inputValue()).toBe(shown);
    await page.keyboard.press('Control+Shift+z');
    await page.getByLabel('5. satır hesabı').waitFor();
    await page.reload();
    await page.getByText('Kaydedilmemiş değişiklikleriniz geri getirildi.').waitFor(PATIENCE);
    await page.getByLabel('5. satır hesabı').waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await voucher(3)).lines.length, PATIENCE).toBe(5);
    const saved = await voucher(3);
    expect(saved.totalDebit).toBe(saved.totalCredit);
    const kurus = saved.lines.slice(0, 3).map((line) => Number(line.debit.replace('.', '')));
    expect(kurus.reduce((sum, part) => sum + part, 0)).toBe(Number(whole.replace('.', '')));
  });
});

/** The office asks two clients for the same, looks at it, asks again and closes: by keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, enter, keepPicture, launchBrowser, newOffice, phone, signIn } from './browser.ts';
import { company } from './invoices.ts';

describe.skipIf(chromiumPath === undefined)('requests to clients', () => {
  const [first, second] = [company('istek-bir'), company('istek-iki')];
  let browser: Browser;
  let page: Page;
  let email: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    const owner = await newOffice('İstek Müşavirlik');
    email = owner.email;
    await owner.newClient(first);
    await owner.newClient(second);
    page = await enter(browser, email);
  });
  afterAll(() => browser?.close());

  test('an office that asked nothing is told what this page is for', async () => {
    await page.goto(`${inject('installation').url}/istekler`);
    await page.getByText('Mükelleflerden istenen bir şey yok.').waitFor();
    await keepPicture(page, '1440-istekler-bos');
  });

  test('several clients are asked the same with a ready text, and who has nobody to read it is named', async () => {
    await page.keyboard.press('n');
    await page.getByRole('dialog').waitFor();
    await page.getByLabel('Mükellefler', { exact: true }).first().click();
    await page.getByRole('option', { name: first.name }).click();
    await page.getByRole('option', { name: second.name }).click();
    await page.keyboard.press('Tab');
    await page.getByLabel('Hazır metin').first().click();
    await page.getByRole('option', { name: /banka ekstreleriniz/ }).click();
    await expect
      .poll(() => page.getByLabel('Mükellefin okuyacağı metin').inputValue())
      .toMatch(/ayı banka ekstreleriniz$/);
    await keepPicture(page, '1440-istek-yeni');
    await page.getByRole('dialog').getByRole('button', { name: 'İste', exact: true }).click();
    await page.getByText('2 mükelleften istendi.').waitFor({ timeout: 20_000 });
    await page.getByText(/giriş yapabilen bir mükellef kullanıcısı yok/).waitFor();
    await expect.poll(() => page.getByText(/ayı banka ekstreleriniz/).count()).toBe(2);
  });

  test('one of them is closed and asked again, and its history says so', async () => {
    await page
      .getByRole('row', { name: /ayı banka ekstreleriniz/ })
      .first()
      .click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'İsteği kapat' }).click();
    await drawer.getByText('Kapandı').waitFor({ timeout: 20_000 });
    await drawer.getByRole('button', { name: 'Yeniden iste' }).click();
    await drawer.getByLabel('Neden yeniden isteniyor?').fill('İkinci hesabın ekstresi eksik.');
    await drawer.getByRole('button', { name: 'Yeniden iste' }).last().click();
    await drawer.getByText('yeniden istedi').waitFor({ timeout: 20_000 });
    await keepPicture(page, '1440-istek-acik');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test('the list is readable on a phone in the dark', async () => {
    const context = await browser.newContext({ ...phone, colorScheme: 'dark' });
    const small = await context.newPage();
    await signIn(small, email);
    await small.waitForURL(/\/ofis/);
    await small.goto(`${inject('installation').url}/istekler`);
    await small
      .getByText(/ayı banka ekstreleriniz/)
      .first()
      .waitFor();
    await keepPicture(small, '390-koyu-istekler');
    await context.close();
  });
});

/** The second factor is set up from the screen, and then really asked for. */
import { URI } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  desktop,
  enter,
  launchBrowser,
  newOffice,
  type Owner,
  PASSWORD,
  signIn,
} from './browser.ts';

describe.skipIf(chromiumPath === undefined)('the second factor', () => {
  let browser: Browser;
  let owner: Owner;
  let secret: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('İki Adım Müşavirlik');
  });
  afterAll(() => browser?.close());

  /** A code is good once: the one of the next half minute is still taken and was not used. */
  const codeAt = (offsetSeconds: number) =>
    URI.parse(`otpauth://totp/AI?secret=${secret}`).generate({
      timestamp: Date.now() + offsetSeconds * 1000,
    });

  async function typeCode(page: Page, code: string): Promise<void> {
    await page.getByLabel('Altı haneli kod').first().click();
    await page.keyboard.type(code);
  }

  test('it is set up with a code of the app', async () => {
    const page = await enter(browser, owner.email);
    await page.goto(`${inject('installation').url}/guvenlik`);
    await page.getByLabel('Şimdiki parola').first().fill(PASSWORD);
    await page.getByRole('button', { name: 'İki adımlı doğrulamayı aç' }).click();
    secret = (await page.locator('code').textContent()) ?? '';
    await typeCode(page, codeAt(0));
    await page.getByRole('button', { name: 'Doğrula ve aç' }).click();
    await page.getByText('İki adımlı doğrulama açıldı.').waitFor();
  });

  test('password alone no longer opens the door, password and code do', async () => {
    const page = await (await browser.newContext(desktop)).newPage();
    await signIn(page, owner.email);
    await page.getByText('Doğrulama uygulamanızdaki altı haneli kodu girin.').waitFor();
    expect(page.url()).toContain('/giris');
    await typeCode(page, codeAt(30));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ofis$/);
  });
});

/** A client user sees the named company alone, may upload, and finds nothing to post. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  dropFiles,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  PASSWORD,
  phone,
  signIn,
} from './browser.ts';
import { company, purchase } from './invoices.ts';

const EMAIL = 'patron@mukellef.example';

/** The link of the invitation, as it stands in the mail that was sent. */
async function invitationLink(): Promise<string> {
  const { outboxDir } = inject('installation');
  for (const name of await readdir(outboxDir).catch(() => [])) {
    const mail = await readFile(path.join(outboxDir, name), 'utf8');
    if (!mail.includes(EMAIL)) continue;
    const text = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const link = /http\S+parola-sifirla\S+/.exec(text)?.[0];
    if (link !== undefined) return link;
  }
  return '';
}

describe.skipIf(chromiumPath === undefined)('a client user on a phone', () => {
  const mine = company('portal-benim');
  let browser: Browser;
  let page: Page;
  let owner: Owner;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Portal Müşavirlik');
    const clientId = await owner.newClient(mine);
    await owner.api('POST', '/clients', { title: 'Başkasının Şirketi A.Ş.', taxId: '1234567890' });
    await owner.api('POST', '/members', {
      email: EMAIL,
      name: 'Patron',
      role: 'client',
      clientIds: [clientId],
    });
    page = await (await browser.newContext(phone)).newPage();
  });
  afterAll(() => browser?.close());

  test('the invitation that came by mail sets the password', async () => {
    await expect.poll(invitationLink, { timeout: 20_000 }).not.toBe('');
    await page.goto(await invitationLink());
    await page.getByLabel('Yeni parola').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Yeni parolanızla giriş yapın.').waitFor();
  });

  test('only the named company is there, files can be sent, nothing can be posted', async () => {
    await signIn(page, EMAIL);
    await page.getByText(mine.name).first().waitFor();
    expect(await page.getByText('Başkasının Şirketi').count()).toBe(0);
    await page.getByText(mine.name).first().click();
    await page.waitForURL(/belgeler/);
    await dropFiles(page, [purchase('portal-1', mine, company('portal-satici'))]);
    await page.getByText('İncelenecek').first().waitFor({ timeout: 30_000 });
    await keepPicture(page, '390-mukellef-kullanicisi');
    expect(await page.getByRole('button', { name: /incele/ }).count()).toBe(0);
  });
});

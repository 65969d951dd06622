/** A demo office says what it is on every page, and its owner removes it; everybody else's stays. */

import { listOfficesOfKind } from '@muhasebi/features/every-office.queries.ts';
import type { Database } from '@muhasebi/features/feature.ts';
import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  desktop,
  dropFiles,
  keepPicture,
  launchBrowser,
  newOffice,
  PASSWORD,
  phone,
  signIn,
} from './browser.ts';
import { company, purchase } from './invoices.ts';

const EMAIL = 'demo-sahibi@ofis.example';

describe.skipIf(chromiumPath === undefined)('the demo office', () => {
  const client = company('demo-mukellef');
  let browser: Browser;
  let db: Database;

  beforeAll(async () => {
    const { url, appUrl } = inject('installation');
    browser = await launchBrowser();
    db = createDatabase<DB>(createPool({ url: appUrl, maxConnections: 1, applicationName: 'e2e' }));
    await createOfficeWithOwner(
      { db, clock: systemClock, publicUrl: url },
      {
        officeName: 'Deneme Demosu',
        kind: 'demo',
        owner: { email: EMAIL, name: 'Nermin Akbulut', password: PASSWORD },
      },
    );
  });
  afterAll(async () => {
    await browser?.close();
    await db?.destroy();
  });

  test('is marked, also on a phone; a real office is not', async () => {
    const real = await newOffice('Gerçek Müşavirlik');
    for (const [options, email, marked] of [
      [desktop, EMAIL, 1],
      [{ ...phone, colorScheme: 'dark' as const }, EMAIL, 1],
      [desktop, real.email, 0],
    ] as const) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await signIn(page, email);
      await page.waitForURL(/\/ofis/);
      await page.getByRole('heading', { name: 'Ayın durumu' }).waitFor();
      expect(await page.getByText('Demo ofisi', { exact: true }).count()).toBe(marked);
      if (marked === 1) await keepPicture(page, `${options === desktop ? '1440' : '390-koyu'}-demo`);
      await context.close();
    }
  });

  test('goes with its documents when its owner says so, and its people are out', async () => {
    const context = await browser.newContext(desktop);
    const page = await context.newPage();
    await signIn(page, EMAIL);
    await page.waitForURL(/\/ofis/);
    await page.goto(`${inject('installation').url}/kurulum`);
    await page.getByLabel(/VKN/).first().fill(client.taxId.value);
    await page.getByLabel('Unvan').fill(client.name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /için ilk belgeler/ }).waitFor({ timeout: 30_000 });
    await dropFiles(page, [purchase('demo-1', client, company('demo-satici'))]);
    await page.getByText('1 / 1 belge okundu').waitFor({ timeout: 60_000 });
    await page.goto(`${inject('installation').url}/ofis`);
    await page.getByRole('button', { name: /Demo ofisini kaldır/ }).click();
    await page.getByText(/1 mükellef, 1 belge ve 1 fişle birlikte silinir/).waitFor();
    await keepPicture(page, '1440-demo-kaldir');
    await page.getByRole('button', { name: 'Kaldır', exact: true }).click();
    await page.getByLabel('E-posta').waitFor({ timeout: 30_000 });
    await expect.poll(() => listOfficesOfKind(db, 'demo'), { timeout: 60_000 }).toEqual([]);
    await signIn(page, EMAIL);
    await page.getByText('E-posta ya da parola hatalı.').waitFor();
    await context.close();
  });
});

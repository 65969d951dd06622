/** The guided start of an empty installation, by keyboard alone: code, owner, office, first client, first upload. */
import { AxeBuilder } from '@axe-core/playwright';
import { issueSetupCode } from '@muhasebi/features/first-run/first-run.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chooseFiles,
  chromiumPath,
  desktop,
  keepPicture,
  launchBrowser,
  PASSWORD,
  phone,
} from './browser.ts';
import { startInstallation } from './installation.ts';
import { company, purchase } from './invoices.ts';

describe.skipIf(chromiumPath === undefined)('the guided start', () => {
  const first = company('kurulum-mukellef');
  let installation: Awaited<ReturnType<typeof startInstallation>>;
  let browser: Browser;
  let page: Page;
  let code: string;

  beforeAll(async () => {
    installation = await startInstallation();
    browser = await launchBrowser();
    page = await (await browser.newContext(desktop)).newPage();
    const pool = createPool({ url: installation.appUrl, maxConnections: 1, applicationName: 'e2e' });
    const db = createDatabase<DB>(pool);
    code = await issueSetupCode({ db, clock: systemClock });
    await db.destroy();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await installation?.stop();
  });

  const type = (text: string) => page.keyboard.type(text);
  const press = (key: string) => page.keyboard.press(key);
  async function noBarrier(shown: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page: shown }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }

  test('whoever opens an empty installation is asked for the code, and a wrong one opens nothing', async () => {
    await page.goto(`${installation.url}/`);
    await page.waitForURL(/\/kurulum$/);
    await page.getByRole('heading', { name: 'Kurulum kodu' }).waitFor();
    await noBarrier(page);
    await keepPicture(page, '1440-kurulum-kod');
    await type('0000-0000-0000-0000');
    await press('Enter');
    await page.getByText('Kurulum kodu hatalı ya da süresi dolmuş.').waitFor();
  });

  test('the code leads to the owner; left and opened again by the operator’s link, it goes on where it was', async () => {
    await press('Control+A');
    await type(code.toLowerCase());
    await press('Enter');
    await page.getByRole('heading', { name: 'Siz kimsiniz?' }).waitFor();
    await type('Defne Aksoy');
    await press('Tab');
    await type('defne@ofis.example');
    await press('Tab');
    await type(PASSWORD);
    await keepPicture(page, '1440-kurulum-siz');
    await press('Enter');
    await page.getByRole('heading', { name: 'Ofisiniz' }).waitFor();
    const small = await (await browser.newContext({ ...phone, colorScheme: 'dark' })).newPage();
    await small.goto(`${installation.url}/kurulum#kod=${code}`);
    await small.getByText('defne@ofis.example hesabı bu ofisin sahibi olacak.').waitFor();
    await noBarrier(small);
    await keepPicture(small, '390-koyu-kurulum-ofis');
    await small.context().close();
  });

  test('the office opens with its tax number and its owner is signed in; the first client’s tax number is checked as it is typed', async () => {
    await type('Aksoy Mali Müşavirlik');
    await press('Tab');
    await type('1460415309');
    await page.getByText('VKN denetim hanesi tutmuyor: son hane 8 olmalıydı, 9 yazılmış').waitFor();
    await keepPicture(page, '1440-kurulum-ofis-vkn');
    await press('Backspace');
    await type('8');
    await page.getByText('VKN denetim hanesi tutuyor').waitFor();
    await press('Enter');
    await page.getByRole('heading', { name: 'İlk mükellefiniz' }).waitFor({ timeout: 30_000 });
    const { value } = first.taxId;
    await type(value.slice(0, -1) + String((Number(value.at(-1)) + 1) % 10));
    await page.getByText(/Kontrol hanesi tutmuyor/).waitFor();
    await keepPicture(page, '1440-kurulum-mukellef');
    await press('Backspace');
    await type(value.slice(-1));
    await press('Tab');
    await type(first.name);
    await press('Enter');
    await page.getByRole('heading', { name: /için ilk belgeler/ }).waitFor({ timeout: 30_000 });
  });

  test('the first documents are read while one watches, and lead to their review', async () => {
    await keepPicture(page, '1440-kurulum-belge');
    await noBarrier(page);
    const seller = company('kurulum-satici');
    const files = [1, 2, 3].map((n) => purchase(`kurulum-${n}`, first, seller));
    await chooseFiles(page, () => press('y'), files);
    await page.getByText('3 / 3 belge okundu').waitFor({ timeout: 60_000 });
    await page.getByText('İncelenecek: 3').waitFor();
    await keepPicture(page, '1440-kurulum-okundu');
    await page.getByRole('link', { name: 'İncelemeye geç' }).focus();
    await press('Enter');
    await page.waitForURL(/\/inceleme/);
  });

  test('the month of the new office says what is left to do, and the start is closed to everybody', async () => {
    await page.goto(`${installation.url}/ofis`);
    await page.getByText('İlk adımlar').waitFor();
    await page.getByRole('link', { name: 'İki adımlı girişi açın' }).waitFor();
    expect(await page.getByRole('link', { name: 'İlk mükellefi açın' }).count()).toBe(0);
    await keepPicture(page, '1440-ilk-adimlar');
    const stranger = await (await browser.newContext(desktop)).newPage();
    await stranger.goto(`${installation.url}/kurulum#kod=${code}`);
    await stranger.getByText('Kurulum tamamlanmış.').waitFor();
    await stranger.goto(`${installation.url}/`);
    await stranger.getByLabel('E-posta').waitFor();
    await stranger.context().close();
  });
});

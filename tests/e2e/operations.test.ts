/** A platform administrator lands on the page of the installation, mends the queue by keys, and sees no books. */
/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import { createPlatformAdmin } from '@muhasebi/features/identity/operate-accounts.ts';
import { hashPassword } from '@muhasebi/features/identity/password-hash.ts';
import { setPasswordHash } from '@muhasebi/features/identity/users.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chromiumPath, desktop, keepPicture, launchBrowser, PASSWORD, phone, signIn } from './browser.ts';

const EMAIL = `isletmen-${crypto.randomUUID()}@kurulum.example`;
const ERROR = 'SMTP 550: ahmet@ornek.com.tr diye bir kutu yok';

/** An administrator who has a password, and a job that failed for good. */
async function prepare(): Promise<string> {
  const { url, appUrl } = inject('installation');
  const pool = createPool({ url: appUrl, maxConnections: 1, applicationName: 'e2e' });
  const db = createDatabase<DB>(pool);
  try {
    const deps = { db, clock: systemClock, publicUrl: url };
    const { userId } = await createPlatformAdmin(deps, { email: EMAIL, name: 'İşletmen' });
    const hash = await hashPassword(PASSWORD);
    const door = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };
    await inScope(db, door, (trx) => setPasswordHash(trx, userId, hash));
    const { rows } = await pool.query<{ id: string }>(
      `select id::text from graphile_worker.add_job('identity.send-mail', $1::json, max_attempts := 3,
         run_at := now() + interval '1 hour')`,
      [JSON.stringify({ kind: 'reset', email: 'ahmet@ornek.com.tr' })],
    );
    const id = rows[0]?.id ?? '';
    await pool.query('select from graphile_worker.permanently_fail_jobs(array[$1]::bigint[], $2)', [
      id,
      ERROR,
    ]);
    return id;
  } finally {
    await db.destroy();
  }
}

const looks: readonly [string, BrowserContextOptions][] = [
  ['1440-acik', { ...desktop, colorScheme: 'light' }],
  ['1440-koyu', { ...desktop, colorScheme: 'dark' }],
  ['390-acik', { ...phone, colorScheme: 'light' }],
];

describe.skipIf(chromiumPath === undefined)('whoever runs the installation', () => {
  let browser: Browser;
  let jobId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    jobId = await prepare();
  });
  afterAll(() => browser?.close());

  async function enter(options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await signIn(page, EMAIL);
    await page.waitForURL(/\/isletim$/);
    await page.getByRole('heading', { name: 'Parçalar' }).waitFor();
    return page;
  }

  test.each(looks)('finds no serious barrier in any section: %s', async (look, options) => {
    const page = await enter(options);
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.message));
    const check = async (name: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      broken.push(
        ...violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html.slice(0, 160)}`),
      );
      await keepPicture(page, `${look}-isletim-${name}`);
    };
    await check('durum');
    await page.keyboard.press('2');
    await page.getByText('identity.send-mail').first().waitFor();
    await check('isler');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Yeniden dene' }).waitFor();
    await page.waitForTimeout(400);
    await check('is');
    await page.keyboard.press('Escape');
    await page.keyboard.press('3');
    await page.getByText('POST /api/v1/auth/login').first().waitFor();
    await check('istekler');
    await page.keyboard.press('4');
    await page.getByRole('heading', { name: 'En çok yoran sorgular' }).waitFor();
    await page.locator('code').first().waitFor();
    await check('sorgular');
    await page.keyboard.press('5');
    await page.getByRole('heading', { name: 'Paket kur' }).waitFor();
    await check('kurallar');
    expect(broken).toEqual([]);
    await page.context().close();
  });

  test('sees why a job failed without whose it was, and tries it again by keys alone', async () => {
    const page = await enter(desktop);
    expect(await page.getByText('Mükellefler').count()).toBe(0);
    await page.keyboard.press('2');
    await page.getByText('identity.send-mail').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('SMTP 550: [gizli] diye bir kutu yok').last().waitFor();
    expect(await page.getByText('ahmet@').count()).toBe(0);
    await page.getByRole('button', { name: 'Yeniden dene' }).press('Enter');
    await page.getByText('İş yeniden sırada').waitFor();
    await page.getByText('Başarısız iş yok.').waitFor();
    await page.keyboard.press('1');
    await page.getByText(`İşletmen, ${jobId} identity.send-mail numaralı işi yeniden sıraya koydu`).waitFor();
    await page.context().close();
  });
});

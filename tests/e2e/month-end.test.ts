/** The end of a month without a mouse: one client from the sign-in over its documents to its mizan, by keys alone. */
/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chooseFiles,
  chromiumPath,
  desktop,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  PASSWORD,
} from './browser.ts';
import { company, faulty, purchase } from './invoices.ts';
import { focused } from './page-watch.ts';
import { type OpenedClient, openClient } from './ready-documents.ts';

const PATIENCE = { timeout: 60_000 };
const CLEAN = 5;
/** "2026-11", counted back from today's month. */
const monthsAgo = (count: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - count)).toISOString().slice(0, 7);
};
/** The month that ended, whenever this runs. */
const MONTH = monthsAgo(1);
const MONTH_NAME = new Intl.DateTimeFormat('tr', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
  new Date(`${MONTH}-15T00:00:00Z`),
);

declare global {
  var pointerUsed: (what: string) => Promise<void>;
}

interface Mizan {
  readonly balanced: boolean;
  readonly rows: readonly { readonly code: string }[];
  readonly totals: Readonly<Record<string, string>>;
}

describe.skipIf(chromiumPath === undefined)('the end of a month by keys alone', () => {
  const buyer = company('ay-sonu-mukellef');
  const seller = company('ay-sonu-satici');
  const pointers: string[] = [];
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let client: OpenedClient;

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Ay Sonu Klavyesi Müşavirlik');
    client = await openClient(owner, buyer);
    await openClient(owner, company('ay-sonu-oteki'));
    const context = await browser.newContext(desktop);
    await context.exposeFunction('pointerUsed', (what: string) => pointers.push(what));
    await context.addInitScript(() => {
      // A button that is pressed by a key is clicked, too, but no pointer and no place belongs to that click.
      const byKey = (event: Event) =>
        event instanceof PointerEvent && event.type === 'click' && event.detail === 0;
      for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel', 'click'])
        window.addEventListener(
          type,
          (event) =>
            event.isTrusted &&
            !byKey(event) &&
            void globalThis.pointerUsed(`${type} on ${location.pathname}`),
          { capture: true, passive: true },
        );
    });
    page = await context.newPage();
  }, 120_000);
  afterAll(() => browser?.close());
  afterEach(() => expect(pointers, 'what was done with a pointer').toEqual([]));

  const press = (key: string) => page.keyboard.press(key);
  const type = (text: string) => page.keyboard.type(text);
  const shown = (text: string | RegExp) => page.getByText(text).first().waitFor(PATIENCE);
  /** What ends a dialog whose work is done; the other Kapat is the cross of its corner. */
  const closing = () => page.getByRole('dialog').getByRole('button', { name: 'Kapat' }).last();
  const grid = () => page.getByRole('grid');
  /** The row that keys mean, once it shows this. */
  const active = (text: string) => grid().locator('[data-active]').getByText(text, { exact: true });
  /** Opens the line of the palette that these letters find. */
  const goBy = async (letters: string, line: string) => {
    const palette = page.getByRole('dialog', { name: 'Ara ve git' });
    await press('Control+k');
    await focused(palette.getByRole('textbox'));
    await type(letters);
    await palette.locator('[data-combobox-selected]', { hasText: line }).waitFor(PATIENCE);
    await press('Enter');
    await palette.waitFor({ state: 'detached', ...PATIENCE });
  };

  test('an accountant signs in and is at the client with a few letters of its name', async () => {
    await page.goto(inject('installation').url);
    await focused(page.getByLabel('E-posta'));
    await type(owner.email);
    await press('Tab');
    await type(PASSWORD);
    await press('Enter');
    await page.waitForURL(/\/ofis$/, PATIENCE);
    await grid().waitFor(PATIENCE);
    await goBy(buyer.name.toLocaleLowerCase('tr').slice(0, 12), buyer.name);
    await page.waitForURL(new RegExp(`${client.id}/belgeler`), PATIENCE);
    await shown('Bu mükellefin henüz belgesi yok.');
  });

  test('the files of the month are sent by Y and read while the page tells', async () => {
    const files = [
      faulty('wrong-total', 'ay-sonu-supheli', buyer, seller, `${MONTH}-04`),
      ...Array.from({ length: CLEAN }, (_, n) =>
        purchase(`ay-sonu-${n}`, buyer, seller, `${MONTH}-${String(n + 10)}`),
      ),
    ];
    await chooseFiles(page, () => press('y'), files);
    await client.settled('READY', CLEAN + 1);
    await page.getByRole('button', { name: `${CLEAN + 1} belgeyi incele` }).waitFor(PATIENCE);
    // The first bracket leads to today's month, the second to the one that ended.
    await page.getByRole('button', { name: 'Önceki ay' }).waitFor(PATIENCE);
    await press('[');
    await page.waitForURL(new RegExp(`donem=${monthsAgo(0)}`), PATIENCE);
    await press('[');
    await page.waitForURL(new RegExp(`donem=${MONTH}`), PATIENCE);
    await page.getByRole('link', { name: `Gelen ${CLEAN + 1}`, exact: true }).waitFor(PATIENCE);
  });

  test('the doubtful one gets another account and is approved, a wrong rejection comes back with U', async () => {
    const queue = (await client.documents('&order=oldest')).items;
    const doubtful = queue.findIndex(({ worstFinding }) => worstFinding === 'error');
    expect(doubtful).toBeGreaterThanOrEqual(0);
    const paper = page.getByRole('article', { name: 'Fatura' });
    await press('i');
    await paper
      .getByText(queue[0]?.documentNo ?? '')
      .first()
      .waitFor(PATIENCE);
    for (let n = 0; n < doubtful; n += 1) await press('j');
    await paper
      .getByText(queue[doubtful]?.documentNo ?? '')
      .first()
      .waitFor(PATIENCE);
    await press('e');
    const account = page.getByLabel('1. satır hesabı');
    await focused(account);
    await type('rekl');
    await page.getByRole('option', { name: '760.01' }).first().waitFor(PATIENCE);
    await press('Enter');
    await expect.poll(() => account.inputValue(), PATIENCE).toContain('760.01');
    await press('Control+Shift+Enter');
    await client.settled('POSTED', 1);

    await shown(/^Dengede$/);
    await press('r');
    await focused(page.getByLabel('Ret gerekçesi'));
    await type('Yanlış dönem');
    await press('Enter');
    await client.settled('REJECTED', 1);
    await shown('Belge reddedildi.');
    await press('u');
    await client.settled('READY', CLEAN);
  });

  test('one is approved by Enter, all that are clean by A, and nothing waits any more', async () => {
    await page.getByTestId('queue-position').getByText(`/ ${CLEAN}`).waitFor(PATIENCE);
    await shown(/^Dengede$/);
    await press('Enter');
    await client.settled('POSTED', 2);
    await press('a');
    await focused(page.getByRole('button', { name: `${CLEAN - 1} fişi deftere işle` }));
    await press('Enter');
    await shown(`${CLEAN - 1} fiş işlendi, 0 fiş işlenmedi.`);
    await focused(closing());
    await press('Enter');
    await shown(`Bu ayda incelenecek belge yok: ${MONTH_NAME}.`);
    expect((await client.documents()).counts).toEqual({ POSTED: CLEAN + 1 });
  });

  test('the month is locked from the palette, and its vouchers are gone through one by one', async () => {
    await goBy('dönemi kil', `Dönemi kilitle: ${MONTH_NAME}`);
    await shown(`${MONTH_NAME} kilitlendi`);
    await page.getByText('Kilitli', { exact: true }).waitFor(PATIENCE);
    await goBy('fişler', 'Fişler');
    await page.waitForURL(new RegExp(`/fisler\\?.*donem=${MONTH}`), PATIENCE);
    await expect.poll(() => grid().getAttribute('aria-rowcount'), PATIENCE).toBe(String(CLEAN + 2));
    await press('Home');
    const seen = new Set<string>();
    for (let n = 0; n <= CLEAN; n += 1) {
      const row = grid().locator(`[data-active][aria-rowindex="${n + 2}"]`);
      const about = (await row.locator('[title]').first().textContent(PATIENCE)) ?? '';
      seen.add(about);
      await press('Enter');
      await page.waitForURL(/fisler\/[0-9a-f-]{36}/, PATIENCE);
      await page.getByTestId('voucher-line').first().waitFor(PATIENCE);
      await shown(about);
      await press('Escape');
      await page.waitForURL(/\/fisler\?/, PATIENCE);
      await row.getByText(about).waitFor(PATIENCE);
      await press('j');
    }
    expect(seen.size).toBe(CLEAN + 1);
  });

  test('its mizan is walked down to a voucher and back, and each step finds its place again', async () => {
    await goBy('mizan', 'Mizan');
    await page.waitForURL(new RegExp(`/mizan\\?.*donem=${MONTH}`), PATIENCE);
    await page.getByText('Mizan dengede', { exact: true }).waitFor(PATIENCE);
    const mizan = await mizanOfMonth();
    const marketing = mizan.rows.findIndex(({ code }) => code === '760');
    expect(marketing).toBeGreaterThan(0);
    await press('Home');
    for (let n = 0; n < marketing; n += 1) await press('j');
    await active('760').waitFor(PATIENCE);
    await press('Enter');
    await page.waitForURL(/mizan\/760/, PATIENCE);
    await active('760.01').waitFor(PATIENCE);
    await press('Enter');
    await page.waitForURL(/fisler\/[0-9a-f-]{36}/, PATIENCE);
    await page.getByTestId('voucher-line').first().waitFor(PATIENCE);
    await keepPicture(page, '1440-ay-sonu-fis');
    await press('Escape');
    await page.waitForURL(/mizan\/760/, PATIENCE);
    await active('760.01').waitFor(PATIENCE);
    await press('Escape');
    await page.waitForURL(/\/mizan\?/, PATIENCE);
    await active('760').waitFor(PATIENCE);
  });

  test('the mizan is taken along by D, with the figures of the books', async () => {
    await press('d');
    const csv = page.getByRole('button', { name: /^CSV/ });
    await csv.waitFor(PATIENCE);
    for (let n = 0; n < 5 && !(await csv.and(page.locator(':focus')).isVisible()); n += 1) await press('Tab');
    const [download] = await Promise.all([page.waitForEvent('download', PATIENCE), press('Enter')]);
    const { balanced, rows, totals } = await mizanOfMonth();
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(balanced).toBe(true);
    // The header, a line an account, the totals.
    expect(lines).toHaveLength(rows.length + 2);
    expect(lines.at(-1)).toContain((totals.cumulativeDebit ?? '').replace('.', ','));
    await shown(/indirildi|hazır/);
    await keepPicture(page, '1440-ay-sonu-mizan');
  });

  function mizanOfMonth(): Promise<Mizan> {
    const [year, month] = MONTH.split('-').map(Number);
    const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
    return owner.api(
      'GET',
      `/clients/${client.id}/mizan?from=${MONTH}-01&to=${MONTH}-${last}&level=3`,
    ) as Promise<Mizan>;
  }
});

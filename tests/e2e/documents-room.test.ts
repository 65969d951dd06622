/** The room of documents: many dropped at once with broken ones among them, found, chosen, acted on, downloaded, compared, sorted out. */
/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { textsOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  type DroppedFile,
  dropFiles,
  enter,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
} from './browser.ts';
import { company, purchase } from './invoices.ts';
import { resize } from './page-watch.ts';

/** As many as a loaded machine takes in a minute; 3000 tries the whole of a bad day with the first test alone (`-t "many files"`). */
const FILES = Number(process.env.UPLOAD_FILES ?? 300);
const [TORN, EMPTY] = FILES >= 3000 ? [12, 8] : [3, 2];
const PATIENT = { timeout: FILES >= 3000 ? 400_000 : 120_000 };

const many = (count: number) => count.toLocaleString('tr-TR');

describe.skipIf(chromiumPath === undefined)('the room of documents', () => {
  let browser: Browser;
  let page: Page;
  let owner: Owner;
  let clientId: string;
  let otherId: string;
  const [buyer, other] = [company('belge odası'), company('öbür mükellef')];
  const [seller, stranger] = [company('IŞIK tedarik'), company('yabancı')];

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Belge Odası Müşavirlik');
    clientId = await owner.newClient(buyer);
    otherId = await owner.newClient(other);
    page = await enter(browser, owner.email);
  });
  afterAll(() => browser?.close());

  const go = (path: string) => page.goto(`${inject('installation').url}${path}`);
  const documentsOf = async (id: string, query = '') =>
    (await owner.api('GET', `/clients/${id}/documents?limit=500${query}`)) as {
      counts: Record<string, number>;
      items: { id: string; state: string; fileName: string; duplicateOf: string | null }[];
    };

  test('many files with broken ones among them: the page is left meanwhile, nothing is lost, and each broken one says why', async () => {
    const good = Array.from({ length: FILES - TORN - EMPTY }, (_, n) =>
      purchase(
        `oda-${n}`,
        buyer,
        n % 10 === 0 ? seller : stranger,
        `2026-10-${String((n % 28) + 1).padStart(2, '0')}`,
      ),
    ).map((file, n): DroppedFile => ({ ...file, name: `fatura-${n}.xml` }));
    const broken: DroppedFile[] = [
      ...Array.from({ length: TORN }, (_, n) => ({
        name: `kesik-${n}.xml`,
        content: Buffer.from(`<Invoice><ID>${n}`),
      })),
      ...Array.from({ length: EMPTY }, (_, n) => ({ name: `bos-${n}.xml`, content: Buffer.alloc(0) })),
    ];
    await go(`/mukellefler/${clientId}/belgeler`);
    await page.getByText('Bu mükellefin henüz belgesi yok.').waitFor();
    await dropFiles(page, [...good.slice(0, 150), ...broken, ...good.slice(150)]);
    const panel = page.getByRole('region', { name: 'Yüklemeler' });
    await panel.waitFor(PATIENT);
    await page.getByRole('link', { name: 'Mükellefler' }).first().click();
    await panel.getByText(`${many(FILES - EMPTY)} alındı, 0 mükerrer, ${EMPTY} alınmadı`).waitFor(PATIENT);
    await panel.getByText('bos-1.xml', { exact: true }).waitFor();
    await panel.getByRole('button', { name: `Alınmayan ${EMPTY} dosyayı yeniden gönder` }).waitFor();
    await expect
      .poll(async () => (await documentsOf(clientId)).counts, PATIENT)
      .toEqual({ READY: FILES - TORN - EMPTY, FAILED: TORN });
    // Those of another month than the chosen one are said, and one press away.
    await page.goBack();
    const months = page.getByRole('combobox', { name: 'Dönem' });
    await months.waitFor(PATIENT);
    await page.keyboard.press('[');
    await panel
      .getByText(`Bugün yüklediğiniz ${many(FILES - TORN - EMPTY)} belge seçili ayda değil.`)
      .waitFor(PATIENT);
    await panel.getByRole('link', { name: 'Bugün yüklediklerimi tüm aylarda göster' }).click();
    await page.waitForURL(/donem=tum/);
    await page.getByRole('row').nth(3).waitFor(PATIENT);
    await go(`/mukellefler/${clientId}/belgeler?durum=FAILED`);
    await expect
      .poll(
        () =>
          page
            .getByRole('row')
            .filter({ hasText: /kesik-\d+\.xml/ })
            .count(),
        PATIENT,
      )
      .toBe(TORN);
    await keepPicture(page, '1440-belgeler-okunamayan');
  });

  test('a word finds them however it is typed, a filter stands in the address and goes with a press', async () => {
    await go(`/mukellefler/${clientId}/belgeler`);
    await page.getByRole('row').nth(3).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('FATURA-12.XML');
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBeGreaterThan(10);
    await page.keyboard.press('f');
    await page.getByLabel('Karşı taraf', { exact: true }).fill(seller.taxId.value);
    await page.keyboard.press('Enter');
    await page.waitForURL(/taraf=/);
    await expect.poll(() => page.getByRole('row').count(), PATIENT).toBe(31);
    await keepPicture(page, '1440-belgeler-suzgec');
    await page.getByRole('button', { name: /Karşı taraf süzgecini kaldır/ }).click();
    await page.waitForURL((url) => !url.search.includes('taraf'));
  });

  test('three are chosen and rejected from the keyboard, and taken back', async () => {
    await go(`/mukellefler/${clientId}/belgeler?durum=READY`);
    await page.getByRole('row').nth(5).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('Shift+J');
    await page.getByText('3 belge seçildi').waitFor();
    await keepPicture(page, '1440-belgeler-secim');
    await page
      .getByRole('region', { name: 'Seçilen belgeler' })
      .getByRole('button', { name: 'Reddet' })
      .click();
    await page.getByLabel('Ret gerekçesi').fill('deneme');
    await page.keyboard.press('Enter');
    await page.getByText('3 belge yapıldı').waitFor(PATIENT);
    expect((await documentsOf(clientId)).counts).toMatchObject({ REJECTED: 3 });
    await page.getByRole('button', { name: 'Geri al' }).click();
    await expect
      .poll(async () => (await documentsOf(clientId)).counts, PATIENT)
      .toEqual({ READY: FILES - TORN - EMPTY, FAILED: TORN });
  });

  test('all that match are named with their number and downloaded as one ZIP with its list', async () => {
    await go(`/mukellefler/${clientId}/belgeler?taraf=${seller.taxId.value}`);
    await page.getByRole('row').nth(5).waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('Süzgece uyan 30 belgenin hepsi seçildi').waitFor(PATIENT);
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'ZIP indir' }).click();
    const download = await waiting;
    const files = await textsOf(await readFile(await download.path()));
    expect(Object.keys(files)).toHaveLength(31);
    expect(files['liste.csv']?.trim().split('\r\n')).toHaveLength(31);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText('belgenin hepsi seçildi').count()).toBe(0);
  });

  test('the list is taken along as a file of what its address asks for', async () => {
    await page.keyboard.press('d');
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: /^CSV/ }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/^Belgeler - .*\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toContain('Karşı taraf VKN/TCKN;Karşı taraf;Yön;Tür;Ödenecek;Para birimi;');
    expect(lines).toHaveLength(31);
    for (const line of lines.slice(1)) expect(line).toContain(`;${seller.taxId.value};`);
  });

  test('a duplicate is laid beside its original, and the later one is kept with one key', async () => {
    const first = purchase('çift', buyer, seller);
    const later = Buffer.from(
      first.content.toString().replace('</cbc:Note>', ' düzeltilmiş</cbc:Note>').concat('\n'),
    );
    await go(`/mukellefler/${clientId}/belgeler`);
    await page.getByRole('row').nth(3).waitFor();
    await dropFiles(page, [{ name: 'cift-1.xml', content: first.content }]);
    await expect
      .poll(async () => (await documentsOf(clientId)).counts.READY, PATIENT)
      .toBe(FILES - TORN - EMPTY + 1);
    await dropFiles(page, [{ name: 'cift-2.xml', content: later }]);
    await expect
      .poll(
        async () => (await documentsOf(clientId, '&duplicate=true')).items.map((item) => item.fileName),
        PATIENT,
      )
      .toEqual(['cift-2.xml']);
    const [duplicate] = (await documentsOf(clientId, '&duplicate=true')).items;
    await go(`/mukellefler/${clientId}/belgeler?belge=${duplicate?.id}`);
    await page.getByRole('heading', { name: 'Geçmiş' }).waitFor(PATIENT);
    await page.getByText('Defne Aksoy').first().waitFor();
    await keepPicture(page, '1440-belge-gecmis');
    await page.getByRole('button', { name: 'Yan yana karşılaştır' }).click();
    await page.getByRole('columnheader', { name: /Önce gelen/ }).waitFor(PATIENT);
    await keepPicture(page, '1440-belge-karsilastir');
    await page.keyboard.press('2');
    await expect
      .poll(async () => {
        const items = (await documentsOf(clientId, '&q=cift')).items;
        return Object.fromEntries(
          items.map((item) => [item.fileName, [item.state, item.duplicateOf !== null]]),
        );
      }, PATIENT)
      .toEqual({ 'cift-1.xml': ['REJECTED', true], 'cift-2.xml': ['READY', false] });
  });

  test('what is nobody’s lies in the tray and goes to the client whose tax number is on it with one key', async () => {
    await go(`/mukellefler/${clientId}/belgeler`);
    await page.getByRole('row').nth(3).waitFor();
    await dropFiles(page, [{ ...purchase('baskasinin', other, seller), name: 'baskasinin.xml' }]);
    await expect
      .poll(async () => (await documentsOf(clientId, '&notThisClient=true')).items.length, PATIENT)
      .toBe(1);
    await go('/tepsi');
    await page.getByText('1 belge kimsenin değil').waitFor(PATIENT);
    await keepPicture(page, '1440-tepsi');
    await resize(page, { width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await keepPicture(page, '390-tepsi-koyu');
    await resize(page, { width: 1440, height: 900 });
    await page.keyboard.press('Enter');
    await page.getByText('Tepside belge yok.').waitFor(PATIENT);
    await expect
      .poll(
        async () => (await documentsOf(otherId)).items.map((item) => [item.fileName, item.state]),
        PATIENT,
      )
      .toEqual([['baskasinin.xml', 'READY']]);
  });

  test('a company that is no client yet becomes one from the tray; the rest goes there at once, and is taken back', async () => {
    const newcomer = company('tepsiden gelen');
    await go(`/mukellefler/${clientId}/belgeler`);
    await page.getByRole('row').nth(3).waitFor(PATIENT);
    const names = ['tepsi-1', 'tepsi-2', 'tepsi-3'];
    await dropFiles(
      page,
      names.map((name) => ({ ...purchase(name, newcomer, stranger), name: `${name}.xml` })),
    );
    await expect
      .poll(async () => (await documentsOf(clientId, '&notThisClient=true')).items.length, PATIENT)
      .toBe(3);
    await go('/tepsi');
    await page.getByText('3 belge kimsenin değil').waitFor(PATIENT);
    await page.getByRole('button', { name: 'Yeni mükellef aç: Alıcı' }).first().click();
    const taxId = page.getByRole('dialog').getByLabel('VKN ya da TCKN');
    await expect.poll(() => taxId.inputValue(), PATIENT).toBe(newcomer.taxId.value);
    await taxId.focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 belge kimsenin değil').waitFor(PATIENT);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.getByText('2 belge seçildi').waitFor(PATIENT);
    const heights = await page
      .locator('li[id^="tray-"]')
      .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().height)));
    expect(new Set(heights).size, `rows of the tray, the active one among them: ${heights}`).toBe(1);
    await keepPicture(page, '1440-tepsi-secili');
    await page.getByRole('button', { name: 'Taşı', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Mükellef').first().fill(newcomer.name);
    await page.getByRole('option', { name: newcomer.name }).click();
    await dialog.getByRole('button', { name: 'Taşı', exact: true }).click();
    await page.getByText('2 belge yapıldı').waitFor(PATIENT);
    await page.getByText('Tepside belge yok.').waitFor(PATIENT);
    // For its new client each is read again, and what is being read is not taken back.
    type Clients = { items: { id: string; taxId: string }[] };
    const { items } = (await owner.api('GET', '/clients?limit=100')) as Clients;
    const opened = items.find(({ taxId: number }) => number === newcomer.taxId.value)?.id ?? '';
    await expect.poll(async () => (await documentsOf(opened)).counts, PATIENT).toEqual({ READY: 3 });
    await page.getByRole('button', { name: 'Geri al' }).click();
    await page.getByText('2 belge kimsenin değil').waitFor(PATIENT);
  });
});

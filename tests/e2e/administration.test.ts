/** Administration in a real browser: an invitation by its mail, recovery codes, a required second factor, the client card by keyboard. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { URI } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chromiumPath,
  desktop,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  PASSWORD,
  signIn,
} from './browser.ts';
import { company } from './invoices.ts';

const PATIENCE = { timeout: 30_000 };
const IBAN = 'TR33 0006 1005 1978 6457 8413 26';

/** The latest mail to an address, decoded enough to read its link; empty while there is none. */
async function mailTo(email: string): Promise<string> {
  const { outboxDir } = inject('installation');
  const names = await readdir(outboxDir).catch(() => []);
  const mails = await Promise.all(names.sort().map((name) => readFile(path.join(outboxDir, name), 'utf8')));
  const mine = mails.filter((mail) => mail.includes(email)).at(-1) ?? '';
  const [head = '', ...rest] = mine.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function invitationLink(email: string): Promise<string> {
  const link = async () => /http\S+\/davet#token=[\w-]+/.exec(await mailTo(email))?.[0] ?? '';
  await expect.poll(link, PATIENCE).not.toBe('');
  return link();
}

describe.skipIf(chromiumPath === undefined)('administration', () => {
  let browser: Browser;
  let owner: Owner;
  let page: Page;
  let clientId: string;
  const broken: string[] = [];
  const url = (address: string) => inject('installation').url + address;
  const fresh = async () => {
    const opened = await (await browser.newContext(desktop)).newPage();
    opened.on('pageerror', (error) => broken.push(error.message));
    return opened;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Yönetim Müşavirlik');
    clientId = await owner.newClient(company('yonetim-mukellef'));
    page = await fresh();
    await signIn(page, owner.email);
    await page.waitForURL(/\/ofis$/, PATIENCE);
  });
  afterAll(() => browser?.close());

  test('an owner invites by mail, and the person sets a password and is in', async () => {
    const email = `davetli-${crypto.randomUUID()}@ofis.example`;
    await page.goto(url('/kullanicilar'));
    await page.getByRole('button', { name: 'Davet et' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-posta').fill(email);
    await dialog.getByLabel('Ad soyad').fill('Can Demir');
    await dialog.getByRole('radio', { name: 'Mükellef kullanıcısı' }).check();
    await dialog.getByRole('checkbox', { name: 'Paylaşılan raporları görür ve indirir' }).uncheck();
    await keepPicture(page, '1440-acik-davet-et-portal');
    await dialog.getByRole('radio', { name: 'Muhasebeci' }).check();
    await keepPicture(page, '1440-acik-davet-et');
    await dialog.getByRole('button', { name: 'Davet et' }).click();
    await page.getByText(`${email} davet edildi.`).waitFor(PATIENCE);
    await page.getByRole('button', { name: /Açık davetler/ }).click();
    await page.getByText('Can Demir').waitFor(PATIENCE);
    await keepPicture(page, '1440-acik-davetler');

    const guest = await fresh();
    await guest.goto(await invitationLink(email));
    await guest.getByText('Defne Aksoy sizi Yönetim Müşavirlik ofisine davet etti.').waitFor(PATIENCE);
    await keepPicture(guest, '1440-acik-davet');
    await guest.getByLabel('Parola', { exact: true }).fill(PASSWORD);
    await guest.keyboard.press('Enter');
    await guest.waitForURL(/\/ofis$/, PATIENCE);
    // The link was good once.
    const again = await fresh();
    await again.goto(await invitationLink(email));
    await again.getByText('Davet bağlantısı geçersiz').waitFor(PATIENCE);
    await page.goto(url('/kullanicilar'));
    await page.getByText(email).waitFor(PATIENCE);
  });

  test('a person with an account signs in by the invitation and comes into the second office', async () => {
    const other = await newOffice('Öteki Müşavirlik');
    await owner.api('POST', '/invitations', { email: other.email, name: 'Defne Aksoy', role: 'staff' });
    const guest = await fresh();
    await guest.goto(await invitationLink(other.email));
    await guest.getByRole('button', { name: 'Giriş yap ve kabul et' }).click();
    await guest.getByLabel('E-posta').fill(other.email);
    await guest.getByLabel('Parola', { exact: true }).fill(PASSWORD);
    await guest.keyboard.press('Enter');
    await guest.waitForURL(/\/davet$/, PATIENCE);
    await guest.getByRole('button', { name: 'Daveti kabul et' }).click();
    await guest.waitForURL(/\/ofis$/, PATIENCE);
    const me = await guest.evaluate(() => document.body.textContent ?? '');
    expect(me).toContain('Yönetim Müşavirlik');
  });

  test('the client card is kept by keyboard alone: what does not hold is said, saved and taken back', async () => {
    await page.goto(url(`/mukellefler/${clientId}/kart`));
    const taxId = page.getByLabel('VKN / TCKN');
    await taxId.waitFor(PATIENCE);
    await taxId.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('1460415309');
    await page.getByText('VKN denetim hanesi tutmuyor: son hane 8 olmalıydı, 9 yazılmış').waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await page.getByText('VKN denetim hanesi tutuyor').waitFor(PATIENCE);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Kadıköy');
    await page.keyboard.press('Enter');
    await page.getByText('“Vergi dairesi” kaydedildi.').waitFor(PATIENCE);
    const undo = page.getByRole('button', { name: 'Geri al' });
    await undo.focus();
    await page.keyboard.press('Enter');
    await page.getByText('“Vergi dairesi” eski hâline döndü.').waitFor(PATIENCE);
    expect(await page.getByLabel('Vergi dairesi').inputValue()).toBe('');

    await page.getByRole('button', { name: 'Başlat: KDV dönemi' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Uygula' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('KDV dönemi kaydedildi.').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Değiştir: KDV dönemi' }).waitFor(PATIENCE);

    await page.getByRole('button', { name: 'Hesap ekle' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('IBAN').focus();
    await page.keyboard.type(`${IBAN.slice(0, -1)}7`);
    await page.getByText(/IBAN denetim haneleri tutmuyor/).waitFor(PATIENCE);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('6');
    await page.getByText('IBAN tutuyor').waitFor(PATIENCE);
    await page.keyboard.press('Enter');
    await page.getByText('Banka hesapları kaydedildi.').waitFor(PATIENCE);
    await keepPicture(page, '1440-acik-kart-dolu');
    const card = (await owner.api('GET', `/clients/${clientId}/card`)) as {
      bankAccounts: { rows: { iban: string }[] };
      statuses: { kind: string; rows: { value: string }[] }[];
    };
    expect(card.bankAccounts.rows).toMatchObject([{ iban: IBAN.replaceAll(' ', '') }]);
    expect(card.statuses.find(({ kind }) => kind === 'kdv-donemi')?.rows).toHaveLength(1);
  });

  test('two people on one card: the later one is told and loses nothing of what was typed', async () => {
    await page.goto(url(`/mukellefler/${clientId}/kart`));
    const phone = page.getByLabel('Telefon').first();
    await phone.waitFor(PATIENCE);
    const { client } = (await owner.api('GET', `/clients/${clientId}/card`)) as {
      client: { version: number };
    };
    await owner.api('PATCH', `/clients/${clientId}`, { version: client.version, phone: '0212 111' });
    await phone.fill('0212 222');
    await page.keyboard.press('Enter');
    await page.getByText('Bu bölümü bu arada başkası değiştirdi.').waitFor(PATIENCE);
    expect(await phone.inputValue()).toBe('0212 222');
    await page.getByRole('button', { name: 'Güncel hâlini yükle' }).click();
    await expect.poll(() => phone.inputValue(), PATIENCE).toBe('0212 111');
  });

  test('an office that requires a second factor leads to its set-up, and a recovery code opens the door', async () => {
    const strict = await newOffice('Sıkı Müşavirlik');
    await owner.api('GET', '/me');
    await strict.api('PATCH', '/office/settings', { version: 0, secondFactorRequired: true });
    const person = await fresh();
    await signIn(person, strict.email);
    await person.waitForURL(/\/guvenlik$/, PATIENCE);
    await person.getByText('Ofisiniz iki adımlı doğrulama istiyor.').waitFor(PATIENCE);
    await person.goto(url('/mukellefler'));
    await person.waitForURL(/\/guvenlik$/, PATIENCE);
    await person.getByLabel('Şimdiki parola').first().fill(PASSWORD);
    await person.getByRole('button', { name: 'İki adımlı doğrulamayı aç' }).click();
    const secret = (await person.locator('code').textContent(PATIENCE)) ?? '';
    const code = URI.parse(`otpauth://totp/AI?secret=${secret}`).generate();
    await person.getByLabel('Altı haneli kod').first().fill(code);
    await person.getByRole('button', { name: 'Doğrula ve aç' }).click();
    await person.getByText('Kodlar yalnız şimdi gösteriliyor.').waitFor(PATIENCE);
    await keepPicture(person, '1440-acik-kurtarma-kodlari');
    const codes = await person.locator('ol code').allTextContents();
    expect(codes).toHaveLength(10);
    await person.getByRole('button', { name: 'Kodları sakladım' }).click();
    await person.getByText('10 kod kaldı').waitFor(PATIENCE);
    await person.goto(url('/mukellefler'));
    await person.getByRole('heading', { name: 'Mükellefler' }).waitFor(PATIENCE);

    const phoneless = await fresh();
    await signIn(phoneless, strict.email);
    await phoneless.getByRole('button', { name: 'Kurtarma kodu kullan' }).click();
    await phoneless.getByLabel('Kurtarma kodu').fill((codes[0] ?? '').toLowerCase());
    await phoneless.keyboard.press('Enter');
    await phoneless.waitForURL(/\/ofis$/, PATIENCE);
    await expect.poll(() => mailTo(strict.email), PATIENCE).toContain('kurtarma koduyla');
    await phoneless.goto(url('/guvenlik'));
    await phoneless.getByText('9 kod kaldı').waitFor(PATIENCE);
  });

  test('office settings are saved when they are left, and stand on what is printed', async () => {
    await page.goto(url('/ofis-ayarlari'));
    const line = page.getByLabel('Meslek mensubu');
    await line.waitFor(PATIENCE);
    await line.fill('Defne Aksoy');
    await page.keyboard.press('Enter');
    await page.getByText('“Meslek mensubu” kaydedildi.').waitFor(PATIENCE);
    const preview = page.getByRole('figure', { name: 'Antet önizlemesi' });
    await preview.getByText('Defne Aksoy').waitFor(PATIENCE);
    await keepPicture(page, '1440-acik-ofis-ayarlari-dolu');
    await page.goto(url('/denetim-izi?kayit=office_settings'));
    await page.getByText('Ofis ayarları').first().waitFor(PATIENCE);
    const file = page.waitForEvent('download', PATIENCE);
    await page.getByRole('button', { name: 'CSV indir' }).click();
    expect((await file).suggestedFilename()).toBe('Denetim izi.csv');
  });

  test('clients and the audit log are sorted from the keyboard, and the address keeps it', async () => {
    await page.goto(url('/denetim-izi'));
    await page.getByText('Ofis ayarları').first().waitFor(PATIENCE);
    await sortBy('Zaman', 'ascending');
    await page.waitForURL(/sirala=at(&|$)/, PATIENCE);
    // The oldest line of an office is the office itself.
    await page.getByRole('row').nth(1).getByText('Ofis', { exact: true }).waitFor(PATIENCE);
    await owner.newClient(company('yonetim-ikinci'));
    await page.goto(url('/mukellefler?sirala=taxId'));
    const taxIds = async () =>
      (await page.getByRole('row').allTextContents()).flatMap((row) => /\d{10}/.exec(row) ?? []);
    await expect.poll(async () => (await taxIds()).length, PATIENCE).toBe(2);
    const ascending = await taxIds();
    expect(ascending).toEqual(ascending.toSorted());
    await sortBy('VKN / TCKN', 'descending');
    await page.waitForURL(/sirala=-taxId(&|$)/, PATIENCE);
    await expect.poll(taxIds, PATIENCE).toEqual(ascending.toReversed());
    expect(broken).toEqual([]);
  });

  /** Enter on a column's name, and the arrow that says so. */
  async function sortBy(name: string, direction: 'ascending' | 'descending'): Promise<void> {
    const head = page.getByRole('columnheader', { name });
    await head.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => head.getAttribute('aria-sort'), PATIENCE).toBe(direction);
  }
});

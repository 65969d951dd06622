/** A client mails an invoice: the mailbox is set up, the invoice becomes a posted voucher, and the summary of its month arrives by SMTP. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Dovecot, findDovecot, startDovecot } from '@muhasebi/testkit/mailbox-server/start-dovecot.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import {
  chromiumPath,
  type DroppedFile,
  enter,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
} from './browser.ts';
import { company, purchase } from './invoices.ts';
import { type OpenedClient, openClient } from './ready-documents.ts';

const PATIENCE = { timeout: 60_000 };
const BOX = { user: 'belge@ofis.example', password: 'posta-kutusu-1' };

/** A mail with one attachment, as a client's mail program writes it. */
function mailWith({ name, content }: DroppedFile): string {
  return [
    'From: Muhasebe <muhasebe@mukellef.example>',
    `To: <${BOX.user}>`,
    'Subject: Ekim faturasi',
    `Message-ID: <${crypto.randomUUID()}@mukellef.example>`,
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="parca"',
    '',
    '--parca',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Fatura ektedir.',
    '--parca',
    'Content-Type: application/xml',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    ...(content.toString('base64').match(/.{1,76}/g) ?? []),
    '--parca--',
    '',
  ].join('\r\n');
}

describe.skipIf(chromiumPath === undefined || findDovecot() === undefined)(
  'an invoice that is mailed',
  () => {
    const buyer = company('posta-mukellef');
    const seller = company('posta-satici');
    let browser: Browser;
    let page: Page;
    let owner: Owner;
    let client: OpenedClient;
    let mailbox: Dovecot;

    beforeAll(async () => {
      mailbox = await startDovecot({ [BOX.user]: BOX.password });
      browser = await launchBrowser();
      owner = await newOffice('Posta Müşavirlik');
      client = await openClient(owner, buyer);
      page = await enter(browser, owner.email);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await mailbox?.stop();
    });

    test('the mailbox is tried before it is kept, and says how many mails it holds', async () => {
      await page.getByRole('link', { name: 'Entegrasyonlar' }).click();
      await page.getByRole('button', { name: 'Entegrasyon ekle' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Ne bağlanacak?').click();
      await page.getByRole('option', { name: 'E-posta kutusu (IMAP)' }).click();
      await dialog.getByLabel('Sunucu', { exact: true }).fill('127.0.0.1');
      await dialog.getByLabel('Port').fill(String(mailbox.ports.tls));
      await dialog.getByLabel('Kullanıcı adı').fill(BOX.user);
      await dialog.getByLabel('Parola').fill(BOX.password);
      await dialog.getByLabel('Sunucu sertifikası (PEM)').fill(mailbox.certificate);
      await dialog.getByRole('button', { name: 'Bağlantıyı dene' }).click();
      await dialog.getByText('Bağlanıldı: “INBOX” klasöründe 0 e-posta var.').waitFor(PATIENCE);
      await dialog.getByRole('button', { name: 'Kaydet' }).click();
      await page.waitForURL(/\/entegrasyonlar\/[0-9a-f-]{36}$/);
      await keepPicture(page, '1440-posta-kutusu');
    });

    test('the invoice in a mail becomes a document of the client whose number stands in it, and a posted voucher', async () => {
      await mailbox.deliver(BOX.user, mailWith(purchase('posta-1', buyer, seller)));
      await page.getByRole('button', { name: 'Şimdi eşitle' }).click();
      await page.getByText('1 belge').first().waitFor(PATIENCE);
      await client.settled('READY', 1);
      await page.goto(`${client.base}/inceleme`);
      await page.getByText('Dengede', { exact: true }).waitFor(PATIENCE);
      await page.keyboard.press('Enter');
      await client.settled('POSTED', 1);
    });

    test('the summary of its month is scheduled, asked for at once, and arrives by SMTP', async () => {
      await page.goto(`${inject('installation').url}/raporlar`);
      await page.getByRole('link', { name: 'Zamanlanmış raporlar' }).click();
      await page.getByRole('button', { name: 'Rapor zamanla' }).first().click();
      const drawer = page.getByRole('dialog');
      await drawer.getByLabel('Rapor', { exact: true }).selectOption({ label: 'Mükellef özeti' });
      await drawer.getByLabel('Başka adresler').fill('mukellef@posta.example');
      await drawer.getByLabel('Başka adresler').press('Enter');
      await drawer.getByRole('button', { name: 'Kaydet' }).click();
      await page.getByText('kaydedildi.').first().waitFor(PATIENCE);
      await keepPicture(page, '1440-zamanlanmis');
      // It closes when it is kept, and is opened again from its row.
      await drawer.waitFor({ state: 'hidden' });
      await page.getByRole('row').filter({ hasText: 'Mükellef özeti' }).first().click();
      await drawer.getByRole('button', { name: 'Şimdi bana yolla' }).click();
      const mail = await vi.waitFor(() => arrived(owner.email, 'özeti'), { timeout: 60_000, interval: 200 });
      expect(mail.includes('Content-Type: application/pdf'), 'the report is in the mail').toBe(true);
    });
  },
);

/** The mail to this address whose subject, decoded, holds the word. */
async function arrived(address: string, word: string): Promise<string> {
  const { outboxDir } = inject('installation');
  for (const name of await readdir(outboxDir)) {
    const mail = await readFile(path.join(outboxDir, name), 'utf8');
    const [head = ''] = mail.split('\r\n\r\n', 1);
    const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
    if (/^To: .*$/m.exec(unfolded)?.[0].includes(address) && subjectOf(head).includes(word)) return mail;
  }
  throw new Error(`no mail about "${word}" to ${address} yet`);
}

/** RFC 2047 words of a subject as text. */
function subjectOf(mail: string): string {
  const subject = /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(mail)?.[1] ?? '';
  return subject.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_all, how: string, text: string) =>
    how.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString('utf8')
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/gi, (_hex, code: string) =>
              String.fromCharCode(Number.parseInt(code, 16)),
            ),
          'latin1',
        ).toString('utf8'),
  );
}

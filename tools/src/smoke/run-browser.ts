/** The browser's part of `smoke:full`: a person signs in, drops a file, reviews and posts it, and looks at the mizan. */
/// <reference lib="dom" />
import { documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';
import { findChromium } from '@muhasebi/testkit/find-chromium.ts';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SmokeFault } from './parts.ts';
import { readingTrouble } from './queue-trouble.ts';
import type { RunContext } from './run-context.ts';
import type { SmokeFile } from './smoke-api.ts';
import { awaitState, checkReading, fileOf, newInvoice } from './smoke-documents.ts';
import { checkMizan, reverse } from './smoke-ledger.ts';
import { waitFor } from './step-log.ts';

const PAGE_LIMIT_MS = 12_000;

/** Throws before anything is done where there is no browser. */
export function chromiumHere(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  throw new SmokeFault(
    'browser',
    'Chromium ya da Chrome bulunamadı; kurun ya da yerini CHROMIUM_PATH ile verin / no Chromium or Chrome found; install one, or name it in CHROMIUM_PATH',
  );
}

export async function runBrowser(context: RunContext): Promise<void> {
  const { api, log } = context;
  await log.step('web uygulaması sunuluyor / web app served', 'web', async () => {
    const { status, text } = await api.get('/');
    if (status !== 200 || !text.includes('id="root"'))
      throw new SmokeFault(
        'web',
        `/: ${status}; derlenmiş mi, WEB_DIST_DIR doğru mu / is it built, is WEB_DIST_DIR right?`,
      );
  });
  const browser = await log.step('tarayıcı açıldı / browser started', 'browser', launch);
  try {
    const page = await (
      await browser.newContext({ locale: 'tr-TR', viewport: { width: 1440, height: 900 } })
    ).newPage();
    page.setDefaultTimeout(PAGE_LIMIT_MS);
    const crashes: string[] = [];
    page.on('pageerror', (error) => crashes.push(error.message));
    await journey(context, page);
    if (crashes.length > 0) throw new SmokeFault('web', crashes.join('; '));
  } finally {
    await browser.close();
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumHere(),
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ].concat(
      // Chromium refuses its sandbox to root.
      process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ),
  });
}

async function journey(context: RunContext, page: Page): Promise<void> {
  const { api, log, client, email, password } = context;
  const base = `${api.url}/mukellefler/${client.clientId}`;
  await log.step('tarayıcı: giriş / browser: signed in', 'web', async () => {
    // An installation that holds the smoke office alone shows its guided start to who asks for no page.
    await page.goto(`${api.url}/giris?donus=/mukellefler`);
    await page.getByLabel('E-posta').fill(email);
    await page.getByLabel('Parola', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(ofis|mukellefler)/);
    await page
      .getByText(/Duman testi 2/)
      .first()
      .waitFor();
  });
  const invoice = newInvoice(client);
  const documentId = await log.step('tarayıcı: dosya bırakıldı / browser: file dropped', 'web', async () => {
    await page.goto(`${base}/belgeler`);
    await page.getByText('Belgeler').first().waitFor();
    await dropFile(page, fileOf(invoice));
    return droppedDocument(context, invoice.fileName);
  });
  const document = await log.step('tarayıcı: belge okundu / browser: document read', 'worker', async () => {
    const read = await awaitState(api, documentId, 'READY', () => readingTrouble(context));
    checkReading(read, invoice);
    return read;
  });
  await log.step('tarayıcı: incelendi, işlendi / browser: reviewed and posted', 'web', async () => {
    await page.goto(`${base}/inceleme?belge=${documentId}`);
    await page.getByText('Dengede', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await awaitState(
      api,
      documentId,
      'POSTED',
      async () => new SmokeFault('web', 'fiş işlenmedi / not posted'),
    );
  });
  await log.step('tarayıcı: mizan / browser: mizan', 'web', async () => {
    await page.goto(`${base}/mizan`);
    await page.getByText('Mizan dengede', { exact: true }).waitFor();
    await checkMizan(api, client.clientId, invoice);
  });
  await log.step('ters kayıt / reversed', 'ledger', () =>
    reverse(api, client.clientId, document.voucherId ?? ''),
  );
}

function droppedDocument({ api, client }: RunContext, fileName: string): Promise<string> {
  return waitFor(
    async () => {
      const { items } = await api.ask('web', documentIntakeContract.listDocuments, {
        params: { clientId: client.clientId },
        query: { limit: 100 },
      });
      return items.find((item) => item.fileName === fileName)?.id ?? null;
    },
    PAGE_LIMIT_MS,
    () => new SmokeFault('web', `${fileName} sunucuya ulaşmadı / did not reach the server`),
  );
}

/** Drops a file onto the page, as from a folder window. */
async function dropFile(page: Page, { name, content }: SmokeFile): Promise<void> {
  const dropped = { name, base64: content.toString('base64') };
  const transfer = await page.evaluateHandle((file) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0));
    data.items.add(new File([bytes], file.name));
    return data;
  }, dropped);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** A browser for journeys, and what every journey does: sign in, drop files, look at the page. */
/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { findChromium } from '@muhasebi/testkit/find-chromium.ts';
import type { Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { withDatabase } from './database.ts';

export const PASSWORD = 'sarı-bisiklet-kapıda-41';
/** Undefined where no Chromium is installed: journeys are then skipped, visibly. */
export const chromiumPath = findChromium();
const SHOTS = path.join(import.meta.dirname, 'screenshots');

/** Chromium that talks to loopback only. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    // Where no locale is set, Chromium writes a name like "Fiş satırları" with underscores.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'tr-TR' };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'tr-TR',
  hasTouch: true,
};

export interface Owner {
  readonly tenantId: string;
  readonly email: string;
  /** Asks the API as the owner, outside of the browser. */
  api(method: string, url: string, body?: unknown): Promise<unknown>;
  /** Opens a client company; answers its id. */
  newClient(company: Party): Promise<string>;
}

/** An office of this journey alone. */
export async function newOffice(name: string): Promise<Owner> {
  const { url } = inject('installation');
  const email = `sahip-${crypto.randomUUID()}@ofis.example`;
  const owner = { email, name: 'Defne Aksoy', password: PASSWORD };
  const { tenantId } = await withDatabase((db) =>
    createOfficeWithOwner({ db, clock: systemClock, publicUrl: url }, { officeName: name, owner }),
  );
  const token = await accessToken(email);
  const api: Owner['api'] = async (method, apiPath, body) => {
    const response = await fetch(`${url}/api/v1${apiPath}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (!response.ok) throw new Error(`${method} ${apiPath}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    tenantId,
    email,
    api,
    async newClient({ name, taxId }) {
      const opened = await api('POST', '/clients', { title: name, taxId: taxId.value });
      return (opened as { id: string }).id;
    },
  };
}

async function accessToken(email: string): Promise<string> {
  const response = await fetch(`${inject('installation').url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const answer = (await response.json()) as { accessToken: string };
  return answer.accessToken;
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${inject('installation').url}/`);
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

/** A browser of its own for somebody of an office, who stands on the office's first page; answers that page. */
export async function enter(browser: Browser, email: string, options = desktop): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await signIn(page, email);
  await page.waitForURL(/\/ofis$/);
  return page;
}

export interface DroppedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Drops files onto the page, as from a folder window. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const encoded = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }));
  const transfer = await page.evaluateHandle((dropped) => {
    const data = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, encoded);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Chooses files in the dialog of the operating system that the act opens. */
export async function chooseFiles(
  page: Page,
  act: () => Promise<void>,
  files: readonly DroppedFile[],
): Promise<void> {
  const waiting = page.waitForEvent('filechooser', { timeout: 120_000 });
  // Chromium must have heard of it before the key: keys go to the page on a road of their own and would be there first.
  await page.evaluate(() => undefined);
  await act();
  await (await waiting).setFiles(
    files.map(({ name, content }) => ({ name, mimeType: 'application/xml', buffer: content })),
  );
}

/** True where somebody will look: drawing hundreds of pictures takes the time of a whole journey. */
export const picturesWanted = process.env.PICTURES === '1';

/** Keeps a picture of the page in the tests' output, where pictures are wanted. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!picturesWanted) return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}

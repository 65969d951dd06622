/** A Chromium with a profile of its own, whose first context is signed in: what every measurement in a browser starts from. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from '@muhasebi/testkit/find-chromium.ts';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

export interface SignedIn {
  readonly context: BrowserContext;
  /** Stands on the office's first page. */
  readonly page: Page;
  close(): Promise<void>;
}

/** Throws where no Chromium is installed. */
export async function openSignedIn(
  url: string,
  { email, password }: { readonly email: string; readonly password: string },
  moreArgs: readonly string[] = [],
): Promise<SignedIn> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium is installed; CHROMIUM_PATH names one');
  const profile = await mkdtemp(path.join(tmpdir(), 'muhasebi-screens-'));
  let context: BrowserContext | undefined;
  const close = async () => {
    await context?.close();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    // Lighthouse opens its pages in the browser's first context: that one must be signed in.
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      viewport: { width: 1440, height: 900 },
      locale: 'tr-TR',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        ...moreArgs,
      ],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await page.getByLabel('E-posta').fill(email);
    await page.getByLabel('Parola', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ofis$/);
    return { context, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

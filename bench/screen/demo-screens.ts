/** The demo office on a measured installation, and a Chromium that is signed in to it: what measurements of screens start from. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { findChromium } from '@muhasebi/testkit/find-chromium.ts';
import { demoAccount } from '@muhasebi/tools/demo/demo-sign-ins.ts';
import { seedDemo } from '@muhasebi/tools/demo/seed-demo.ts';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Measured, startMeasured } from '../load/installation.ts';

export interface DemoScreens {
  readonly url: string;
  /** Of the browser: signed in as the owner of the demo office. */
  readonly context: BrowserContext;
  readonly page: Page;
  /** DevTools of the browser, on loopback. */
  readonly devtoolsPort: number;
  /** Pages with books in them, by name. */
  readonly pages: readonly (readonly [name: string, path: string])[];
  close(): Promise<void>;
}

/** Starts everything on free ports of loopback; throws where no Chromium is installed. */
export async function openDemoScreens(): Promise<DemoScreens> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium is installed; CHROMIUM_PATH names one');
  const profile = await mkdtemp(path.join(tmpdir(), 'muhasebi-screens-'));
  const measured = await startMeasured(async ({ appUrl }, storageDir) => {
    await seedDemo({ appUrl, storageDir });
  });
  const devtoolsPort = await findFreePort();
  let context: BrowserContext | undefined;
  const close = async () => {
    await context?.close();
    await measured.stop();
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
        `--remote-debugging-port=${devtoolsPort}`,
      ],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await signIn(page, measured.url);
    return {
      url: measured.url,
      context,
      page,
      devtoolsPort,
      pages: await pagesWithBooks(page, measured),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  const { email, password } = demoAccount('owner');
  await page.goto(url);
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Parola', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ofis$/);
}

/** The client of the demo office with the most to review, and one of its vouchers. */
async function pagesWithBooks(page: Page, { url }: Measured): Promise<DemoScreens['pages']> {
  const { email, password } = demoAccount('owner');
  const ask = async (route: string, token: string): Promise<unknown> => {
    const answer = await page.request.get(`${url}/api/v1${route}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok()) throw new Error(`${route} answers ${answer.status()}`);
    return answer.json();
  };
  const login = await page.request.post(`${url}/api/v1/auth/login`, { data: { email, password } });
  const { accessToken } = (await login.json()) as { accessToken: string };
  const { items } = (await ask('/clients?limit=100', accessToken)) as {
    items: { id: string; waiting: { review: number } }[];
  };
  const busiest = items.toSorted((a, b) => b.waiting.review - a.waiting.review)[0];
  if (busiest === undefined) throw new Error('the demo office has no client');
  const vouchers = (await ask(`/clients/${busiest.id}/vouchers?limit=1`, accessToken)) as {
    items: { id: string }[];
  };
  const base = `/mukellefler/${busiest.id}`;
  return [
    ['ofis', '/ofis'],
    ['mukellefler', '/mukellefler'],
    ['belgeler', `${base}/belgeler`],
    ['inceleme', `${base}/inceleme`],
    ['fisler', `${base}/fisler`],
    ['fis', `${base}/fisler/${vouchers.items[0]?.id}`],
    ['mizan', `${base}/mizan`],
  ];
}

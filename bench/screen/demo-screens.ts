/** The demo office on a measured installation, and a Chromium that is signed in to it: what measurements of screens start from. */
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { demoAccount } from '@muhasebi/tools/demo/demo-sign-ins.ts';
import { seedDemo } from '@muhasebi/tools/demo/seed-demo.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { type Measured, startMeasured } from '../load/installation.ts';
import { openSignedIn, type SignedIn } from './signed-in.ts';

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
  const measured = await startMeasured(async ({ appUrl }, storageDir) => {
    await seedDemo({ appUrl, storageDir });
  });
  const devtoolsPort = await findFreePort();
  let browser: SignedIn | undefined;
  const close = async () => {
    await browser?.close();
    await measured.stop();
  };
  try {
    browser = await openSignedIn(measured.url, demoAccount('owner'), [
      `--remote-debugging-port=${devtoolsPort}`,
    ]);
    const { context, page } = browser;
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

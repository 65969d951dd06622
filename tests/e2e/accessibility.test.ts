/** Every page that routes.tsx declares, in both looks and in both languages: no barrier, nothing stopped, nothing moved, all by Tab; and pictures to look at. */
/// <reference lib="dom" />
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { pageList } from '../../apps/web-app/page-list.ts';
import {
  chromiumPath,
  desktop,
  keepPicture,
  launchBrowser,
  newOffice,
  type Owner,
  picturesWanted,
  signIn,
} from './browser.ts';
import { company, purchase } from './invoices.ts';
import {
  barriers,
  listenForErrors,
  notedFaults,
  resize,
  settled,
  show,
  speak,
  watchPages,
} from './page-watch.ts';
import { newAdministrator, newClientUser } from './people.ts';
import { openClient, readyDocuments } from './ready-documents.ts';
import { tabWalk } from './tab-walk.ts';

/** Of what is shown, so much may move by itself; a line of text that wraps otherwise is less. */
const MOVES_AT_MOST = 0.01;
/** The width is tried in the look that the page stands in; where pictures are wanted, both are shown. */
const LOOKS = ['light', 'dark'] as const;
const DESK = { width: 1440, height: 900 };
const SIZES = [DESK, { width: 1024, height: 768 }, { width: 390, height: 844 }] as const;
/** Colours do not depend on the language, nor texts on the look: each is met once, and never the same two together. */
const MEETINGS = [
  ['en', 'light'],
  ['tr', 'dark'],
] as const;
type Person = 'nobody' | 'owner' | 'client' | 'administrator';

/** Who meets a page: its address tells. */
function visitorOf(path: string): Person {
  if (/^\/(giris|parola)/.test(path)) return 'nobody';
  if (path.startsWith('/portal')) return 'client';
  return path === '/isletim' ? 'administrator' : 'owner';
}

/** The name of a page's pictures: its address without what stands for something else. */
function pictureOf(path: string): string {
  const name = path
    .replaceAll(/\$\w+\/?/g, '')
    .replaceAll('/', '-')
    .slice(1)
    .replace(/-$/, '');
  if (path.endsWith('$integrationId')) return `${name}-biri`;
  return path.endsWith('$voucherId') ? `${name}-fis` : name;
}

/** Pages that lead on by themselves; where they do, there is nothing to look at. */
const ONLY_WHERE_NOTHING_IS = new Set(['/portal/', '/kurulum']);
const pages = pageList().filter(({ path }) => !ONLY_WHERE_NOTHING_IS.has(path));

describe.skipIf(chromiumPath === undefined)('every page', () => {
  const buyer = company('erisim-mukellef');
  const emails = new Map<Person, string>();
  const contexts = new Map<Person, Promise<BrowserContext>>();
  const values: Record<string, string> = { $accountCode: '191' };
  let browser: Browser;
  let owner: Owner;

  /** The browser of a person, signed in once. */
  function contextOf(person: Person): Promise<BrowserContext> {
    const known = contexts.get(person) ?? enter(emails.get(person));
    contexts.set(person, known);
    return known;
  }

  async function enter(email: string | undefined): Promise<BrowserContext> {
    const context = await browser.newContext({ ...desktop, reducedMotion: 'reduce' });
    await watchPages(context);
    const page = await context.newPage();
    if (email === undefined) await page.goto(inject('installation').url);
    else {
      await signIn(page, email);
      await page.waitForURL((url) => !url.pathname.startsWith('/giris'));
    }
    return context;
  }

  beforeAll(async () => {
    browser = await launchBrowser();
    owner = await newOffice('Erişilebilir Müşavirlik');
    emails.set('owner', owner.email);
    const client = await openClient(owner, buyer);
    const page = await (await contextOf('owner')).newPage();
    const seller = company('erisim-satici');
    const waiting = await readyDocuments(
      page,
      client,
      [1, 2, 3].map((n) => purchase(`erisim-${n}`, buyer, seller)),
    );
    const voucherId = waiting.at(-1)?.voucherId ?? '';
    await owner.api('POST', '/vouchers/post', { vouchers: [{ id: voucherId }] });
    const { id: clientId } = client;
    const mailbox = {
      kind: 'mailbox',
      name: 'Posta kutusu',
      clientId: null,
      everyMinutes: null,
      settings: {},
    };
    const made = (await owner.api('POST', '/integrations', mailbox)) as { id: string };
    Object.assign(values, { $clientId: clientId, $voucherId: voucherId, $kitap: 'yevmiye' });
    Object.assign(values, { $integrationId: made.id });
    emails.set('client', await newClientUser(owner, clientId));
    emails.set('administrator', await newAdministrator());
  });
  afterAll(() => browser?.close());

  /** The address with what this office has for its parameters. */
  const addressOf = (path: string) =>
    path.replace(/\$\w+/g, (name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`say what stands for ${name} in ${path}`);
      return value;
    });

  // Two at a time: a browser draws each page by a process of its own.
  test.concurrent.each(pages.map(({ path }) => path))('is for everyone: %s', async (path) => {
    const page = await (await contextOf(visitorOf(path))).newPage();
    const { url } = inject('installation');
    const faults: string[] = [];
    const note = (where: string, found: readonly string[]) =>
      faults.push(...found.map((line) => `${where} ${line}`));
    const address = url + addressOf(path);
    const heard = listenForErrors(page);
    await resize(page, DESK);
    for (const [language, colorScheme] of MEETINGS) {
      await speak(page, language);
      await page.goto(address);
      await settled(page);
      expect(new URL(page.url()).pathname).toBe(new URL(address).pathname);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      note(language, await notedFaults(page, MOVES_AT_MOST));
      await show(page, colorScheme);
      note(`${language} ${colorScheme}`, await barriers(page));
    }
    for (const size of SIZES) {
      await resize(page, size);
      for (const colorScheme of picturesWanted ? LOOKS : []) {
        await show(page, colorScheme);
        await keepPicture(page, `${pictureOf(path)}-${size.width}-${colorScheme}`);
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) faults.push(`is ${wider} px wider than ${size.width} px`);
    }
    await show(page, 'light');
    note('at 390 px', await barriers(page));
    await resize(page, DESK);
    await settled(page);
    note('by Tab', await tabWalk(page));
    note('heard', heard);
    expect(faults).toEqual([]);
    await page.close();
  });
});

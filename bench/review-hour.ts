/**
 * What a month of one client costs the person who reviews it: every clean invoice looked at and approved alone, every doubtful one
 * read or given another account, by keys in a real browser. Counts the keys, and the time in which the person waits for the app.
 * Usage: node bench/review-hour.ts [clean] [doubtful]
 */
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { type Call, createCaller } from './load/caller.ts';
import { type Measured, startMeasured } from './load/installation.ts';
import { bearer, type Office, openOffices, PASSWORD } from './load/offices.ts';
import { openSignedIn } from './screen/signed-in.ts';
import { tell } from './tell.ts';

const CLEAN = Number(process.argv[2] ?? 500);
const DOUBTFUL = Number(process.argv[3] ?? 50);
const HOUR_SECONDS = 3600;
/** What a trained person does beside the app: a figure to reckon with, which nothing here measures. */
const HUMAN = { keysPerSecond: 4, secondsPerDoubt: 20 } as const;
const SHOW_LIMIT_MS = 60_000;
const BOOK_LIMIT_MS = 600_000;

interface Waiting {
  readonly documentNo: string;
  readonly isDoubtful: boolean;
}

interface Listed {
  readonly counts: { readonly POSTED?: number };
  readonly nextCursor: string | null;
  readonly items: readonly { readonly documentNo: string; readonly worstFinding: string | null }[];
}

/** Keys and waits of one kind of document. */
class Cost {
  documents = 0;
  keys = 0;
  /** Milliseconds from a key to what it shows, one a wait. */
  readonly waits: number[] = [];
  get seconds(): number {
    return this.waits.reduce((sum, ms) => sum + ms, 0) / 1000;
  }
  get slowestMs(): number {
    return Math.round(Math.max(0, ...this.waits));
  }
}

async function list(call: Call, office: Office, query: string): Promise<Listed> {
  const path = `/api/v1/clients/${office.clientId}/documents?${query}`;
  const { status, text } = await call({ method: 'GET', path, headers: bearer(office) });
  if (status !== 200) throw new Error(`${path} answers ${status}: ${text}`);
  return JSON.parse(text) as Listed;
}

/** The queue in the order in which the page shows it. */
async function queueOf(call: Call, office: Office): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  let after = '';
  for (;;) {
    const { items, nextCursor } = await list(call, office, `state=READY&order=oldest&limit=200${after}`);
    for (const { documentNo, worstFinding } of items)
      waiting.push({ documentNo, isDoubtful: worstFinding === 'error' });
    if (nextCursor === null) return waiting;
    after = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
}

/** Until the page shows this document with its voucher, or that nothing waits any more. */
async function shows(page: Page, next: Waiting | undefined): Promise<void> {
  await page.waitForFunction(
    (documentNo) => {
      if (documentNo === null)
        return document.querySelector('main')?.textContent.includes('İncelenecek belge yok.') === true;
      const paper = document.querySelector('article[aria-label="Fatura"]');
      const lines = document.querySelectorAll('[data-testid="voucher-line"]');
      return paper?.textContent.includes(documentNo) === true && lines.length > 0;
    },
    next?.documentNo ?? null,
    { polling: 'raf', timeout: SHOW_LIMIT_MS },
  );
}

/** Presses a key and waits for what it shows; the browser's remote control is part of the time. */
async function press(page: Page, cost: Cost, key: string, shown: () => Promise<unknown>): Promise<void> {
  cost.keys += 1;
  const start = performance.now();
  await page.keyboard.press(key);
  await shown();
  cost.waits.push(performance.now() - start);
}

/** Another account by four letters, saved and approved. */
async function giveAccount(page: Page, cost: Cost, next: Waiting | undefined): Promise<void> {
  const account = page.getByLabel('1. satır hesabı');
  await press(page, cost, 'e', () => account.and(page.locator(':focus')).waitFor());
  const option = page.getByRole('option', { name: '760.01' }).first();
  for (const letter of 'rek') await press(page, cost, letter, () => Promise.resolve());
  await press(page, cost, 'l', () => option.waitFor());
  await press(page, cost, 'Enter', () =>
    page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input:focus')?.value.includes('760.01') !== false,
    ),
  );
  await press(page, cost, 'Control+Shift+Enter', () => shows(page, next));
}

async function walk(page: Page, queue: readonly Waiting[]): Promise<{ clean: Cost; doubtful: Cost }> {
  const [clean, doubtful] = [new Cost(), new Cost()];
  await shows(page, queue[0]);
  for (const [index, { isDoubtful }] of queue.entries()) {
    const next = queue[index + 1];
    const cost = isDoubtful ? doubtful : clean;
    cost.documents += 1;
    // Every other doubt is found right after a look; the rest get another account.
    if (isDoubtful && cost.documents % 2 === 0) await giveAccount(page, cost, next);
    else await press(page, cost, 'Enter', () => shows(page, next));
  }
  return { clean, doubtful };
}

async function untilPosted(call: Call, office: Office, count: number): Promise<void> {
  for (const limit = Date.now() + BOOK_LIMIT_MS; Date.now() < limit; ) {
    const { counts } = await list(call, office, 'limit=1');
    if (counts.POSTED === count) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`not all ${count} documents were posted`);
}

async function measure(measured: Measured, call: Call): Promise<void> {
  const [office] = await openOffices(measured, call, { offices: 1, invoices: CLEAN, doubtful: DOUBTFUL });
  if (office === undefined) throw new Error('no office was opened');
  const queue = await queueOf(call, office);
  const browser = await openSignedIn(measured.url, { email: office.email, password: PASSWORD });
  try {
    const { page } = browser;
    await page.goto(`${measured.url}/mukellefler/${office.clientId}/inceleme`);
    const { clean, doubtful } = await walk(page, queue);
    const end = performance.now();
    await untilPosted(call, office, queue.length);
    const booked = (performance.now() - end) / 1000;
    report(clean, doubtful, booked);
  } finally {
    await browser.close();
  }
}

function report(clean: Cost, doubtful: Cost, bookedAfterSeconds: number): void {
  const app = clean.seconds + doubtful.seconds + bookedAfterSeconds;
  const typed = (clean.keys + doubtful.keys) / HUMAN.keysPerSecond;
  const thought = doubtful.documents * HUMAN.secondsPerDoubt;
  const seconds = app + typed + thought;
  const rounded = (value: number) => Number(value.toFixed(1));
  tell({
    bench: 'a month of one client, reviewed by keys',
    unit: 's',
    figure: rounded(seconds),
    baseline: rounded(typed + thought),
    baselineIs: `the person alone: ${HUMAN.keysPerSecond} keys a second, ${HUMAN.secondsPerDoubt} s of thought a doubtful one`,
    goal: `≤ ${HOUR_SECONDS} s`,
    met: seconds <= HOUR_SECONDS,
    details: {
      clean: clean.documents,
      doubtful: doubtful.documents,
      keysPerClean: Number((clean.keys / clean.documents).toFixed(2)),
      keysPerDoubtful: Number((doubtful.keys / doubtful.documents).toFixed(2)),
      appSeconds: rounded(app),
      appMsPerClean: Math.round((1000 * clean.seconds) / clean.documents),
      appMsPerDoubtful: Math.round((1000 * doubtful.seconds) / doubtful.documents),
      slowestAnswerMs: Math.max(clean.slowestMs, doubtful.slowestMs),
      bookedAfterSeconds: rounded(bookedAfterSeconds),
      secondsLeftToLookAtEachClean: rounded((HOUR_SECONDS - seconds) / clean.documents),
    },
  });
}

const measured = await startMeasured();
const caller = createCaller(measured.url, 4);
try {
  await measure(measured, caller.call);
} finally {
  caller.close();
  await measured.stop();
}

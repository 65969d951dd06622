/** Watches a page while it is used: what the content policy stopped, what the console said, what moved, where the focus went. */
/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Locator, Page } from 'playwright-core';

/** What the page notes of itself, from before its first script on. */
interface Notes {
  readonly policy: string[];
  /** Layout shifts that nobody asked for, each with what moved. */
  readonly shifts: { readonly value: number; readonly what: string }[];
}

declare global {
  var notes: Notes;
}

/** Begins to watch every page of the context. */
export async function watchPages(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.notes = { policy: [], shifts: [] };
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      globalThis.notes.policy.push(`${effectiveDirective} stopped ${blockedURI} of ${sourceFile}`);
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          readonly value: number;
          readonly hadRecentInput: boolean;
          readonly sources: readonly {
            readonly node: Node | null;
            readonly previousRect: DOMRectReadOnly;
            readonly currentRect: DOMRectReadOnly;
          }[];
        };
        if (hadRecentInput) continue;
        const [first] = sources;
        const moved = first?.node instanceof Element ? first.node : first?.node?.parentElement;
        const at = (rect: DOMRectReadOnly | undefined) =>
          [rect?.x, rect?.y, rect?.width, rect?.height].map((n) => Math.round(n ?? 0)).join(' ');
        const where = `${at(first?.previousRect)} → ${at(first?.currentRect)}`;
        globalThis.notes.shifts.push({ value, what: `${where} ${moved?.outerHTML.slice(0, 120) ?? ''}` });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Waits until what the next key is meant for has the focus; where it does not come, tells what has it. */
export async function focused(target: Locator): Promise<void> {
  const page = target.page();
  try {
    await target.and(page.locator(':focus')).waitFor({ timeout: 60_000 });
  } catch (cause) {
    const there = await page.locator(':focus').evaluateAll((all) => all.map(({ outerHTML }) => outerHTML));
    const choices = await page.getByRole('option').allTextContents();
    throw new Error(`the focus stands at ${there[0] ?? 'nothing'}, choices: ${choices.join(', ')}`, {
      cause,
    });
  }
}

/** Errors that the console or a script tells, as they come. */
export function listenForErrors(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()} (${message.location().url})`);
  });
  return heard;
}

/** The live stream keeps the network busy for ever: a page is there when its skeletons are gone and nothing more comes for a moment. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.waitForFunction(
    () => document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]') === null,
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(250);
}

/** Gives the page this size and waits until it stands so: it hears of it with its next frame, which comes late on a busy machine. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** From the next load on the page speaks this language; other pages of the same browser, whose storage is the same, do not. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.addInitScript((chosen) => {
    const stored = Storage.prototype.getItem;
    Storage.prototype.getItem = function (key) {
      return key === 'muhasebi.language' ? chosen : stored.call(this, key);
    };
  }, language);
}

/** Shows the page light or dark, and waits until every colour has arrived. */
export async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => !(each instanceof CSSTransition) || each.playState !== 'running'),
  );
}

/** Everything that axe objects to, whatever its weight. Our pages hold no frames: axe needs no page of its own to add those up. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(
    ({ id, impact, nodes }) =>
      `axe ${id} (${impact}): ${nodes[0]?.target.join(' ')} ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
  );
}

/** What the policy stopped, and what moved by more than `tolerance` in all (the score that browsers call CLS). */
export async function notedFaults(page: Page, tolerance: number): Promise<string[]> {
  const { policy, shifts } = await page.evaluate(() => globalThis.notes);
  const moved = shifts.reduce((sum, { value }) => sum + value, 0);
  const told = shifts.map(({ value, what }) => `${value.toFixed(4)} ${what}`).join(' | ');
  return [
    ...policy.map((line) => `policy: ${line}`),
    ...(moved > tolerance ? [`moved ${moved.toFixed(4)}: ${told}`] : []),
  ];
}

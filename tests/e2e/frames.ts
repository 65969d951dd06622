/** How evenly a page draws while it is used: read from Chromium's own trace. */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  /** Microseconds. */
  readonly ts: number;
}

export interface Frames {
  readonly drawn: number;
  readonly dropped: number;
  /** The longest time in which frames were wanted and none was drawn. */
  readonly longestDropMs: number;
}

/** Traces frames while `use` runs. Frames that nobody asked for, because nothing moved, are not counted as dropped. */
export async function traceFrames(browser: Browser, page: Page, use: () => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline.frame'],
  });
  await use();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const events = trace.traceEvents
    .filter(({ name }) => name === 'DrawFrame' || name === 'DroppedFrame')
    .toSorted((a, b) => a.ts - b.ts);
  let longest = 0;
  let began: number | null = null;
  for (const { name, ts } of events) {
    if (name === 'DroppedFrame') began ??= ts;
    else if (began !== null) {
      longest = Math.max(longest, ts - began);
      began = null;
    }
  }
  return {
    drawn: events.filter(({ name }) => name === 'DrawFrame').length,
    dropped: events.filter(({ name }) => name === 'DroppedFrame').length,
    longestDropMs: Math.round(longest / 1000),
  };
}

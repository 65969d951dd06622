/** Goes through a page by Tab alone: everything that can be used is reached, the focus is seen, and it gets out again. */
/// <reference lib="dom" />
import type { Page } from 'playwright-core';

const AT_ONCE = 10;
const MOST_STOPS = 600;

interface Walk {
  readonly seen: Set<Element>;
  readonly unseen: string[];
  wrapped: boolean;
}

declare global {
  var walk: Walk;
}

/** What is wrong with the page for somebody without a mouse; empty where nothing is. */
export async function tabWalk(page: Page): Promise<string[]> {
  await page.evaluate(beginWalk);
  let stops = 0;
  while (stops < MOST_STOPS) {
    for (let press = 0; press < AT_ONCE; press++) await page.keyboard.press('Tab');
    stops += AT_ONCE;
    if (await page.evaluate(() => globalThis.walk.wrapped)) break;
  }
  const { missed, unseen, wrapped } = await page.evaluate(endWalk);
  return [
    ...(wrapped ? [] : [`the focus does not come round within ${MOST_STOPS} stops`]),
    ...missed.map((what) => `no Tab reaches ${what}`),
    ...unseen.map((what) => `the focus is not seen on ${what}`),
  ];
}

/** Runs in the page: notes every stop, and whether the focus can be seen there. */
function beginWalk(): void {
  const walk: Walk = { seen: new Set(), unseen: [], wrapped: false };
  globalThis.walk = walk;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const isSeen = (element: Element): boolean => {
    // A field is framed by what is around it; a list marks its row.
    const around = [
      element,
      element.parentElement,
      element.querySelector('[aria-selected="true"]'),
      element.nextElementSibling,
    ];
    return around.some((each) => {
      if (each === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    });
  };
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    if (walk.seen.has(target)) walk.wrapped = true;
    else if (!isSeen(target)) walk.unseen.push(target.outerHTML.slice(0, 140));
    walk.seen.add(target);
  });
}

/** Runs in the page: what can be used and was not reached. */
function endWalk(): { missed: string[]; unseen: string[]; wrapped: boolean } {
  const { seen, unseen, wrapped } = globalThis.walk;
  const usable =
    'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
  // Of radio buttons of one name, Tab stops at one.
  const names = new Set(
    [...seen].map((each) => (each instanceof HTMLInputElement && each.type === 'radio' ? each.name : null)),
  );
  const missed = [...document.querySelectorAll<HTMLElement>(usable)].filter((each) => {
    if (seen.has(each) || each.tabIndex < 0 || !each.checkVisibility({ visibilityProperty: true }))
      return false;
    if (each.closest('[inert]') !== null) return false;
    return !(each instanceof HTMLInputElement && each.type === 'radio' && names.has(each.name));
  });
  return { missed: missed.map((each) => each.outerHTML.slice(0, 140)), unseen, wrapped };
}

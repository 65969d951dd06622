/** How the lines of an invoice are laid out: the widest way in which nothing of them is cut. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Invoice } from './invoice-type.ts';

/** Widest first; null: as on the print. The stylesheet knows them by `data-layout`. */
const LAYOUTS = [null, 'rows', 'list'] as const;

function fit(box: HTMLElement): void {
  for (const layout of LAYOUTS) {
    if (layout === null) delete box.dataset.layout;
    else box.dataset.layout = layout;
    if (box.scrollWidth <= box.clientWidth) return;
  }
}

/**
 * For the element that holds the lines with so many columns of numbers: tried before they are seen, and again where its width
 * changes or a font came.
 */
export function useFittingLayout(
  invoice: Invoice,
  shown: number,
  numbers: number,
): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines need another width
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    box.style.setProperty('--numbers', String(numbers));
    let width = box.clientWidth;
    let frame = 0;
    fit(box);
    const observer = new ResizeObserver(() => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      // In a frame of its own: the height changes with it, which is watched as well.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => fit(box));
    });
    observer.observe(box);
    const refit = () => fit(box);
    document.fonts.addEventListener('loadingdone', refit);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      document.fonts.removeEventListener('loadingdone', refit);
    };
  }, [invoice, shown, numbers]);
  return ref;
}

/** Prints a drawn page by itself, from a frame that lives as long as the printing. */

const MARK = 'data-printed-page';

/**
 * The browser lets a page print a frame only where it may reach into it: this frame is of the page's origin, but like
 * the shown one it may run no script (`sandbox` without `allow-scripts`, and the page's own policy).
 */
export function printPage(html: string): void {
  // Where a browser did not say that it has printed, the frame before is still there.
  document.querySelector(`iframe[${MARK}]`)?.remove();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.setAttribute('aria-hidden', 'true');
  frame.setAttribute(MARK, '');
  frame.tabIndex = -1;
  Object.assign(frame.style, {
    position: 'fixed',
    right: '0',
    bottom: '0',
    width: '0',
    height: '0',
    border: '0',
  });
  frame.addEventListener(
    'load',
    () => {
      const page = frame.contentWindow;
      if (page === null) return frame.remove();
      page.addEventListener('afterprint', () => frame.remove(), { once: true });
      page.print();
    },
    { once: true },
  );
  frame.srcdoc = html;
  document.body.append(frame);
}

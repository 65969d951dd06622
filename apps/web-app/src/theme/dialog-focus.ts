/** The focus of dialogs: inside from the moment they stand in the page, and back where it was when they are gone. */

/** What had the focus before each dialog came. */
const openers = new WeakMap<HTMLElement, Element | null>();

/**
 * The `ref` of every dialog. Mantine places the focus by a timer, before which Chromium handles waiting keys: a key pressed as soon as
 * the dialog is seen would mean what lies below it. Answers what React calls when the dialog goes.
 */
export function holdFocus(dialog: HTMLElement | null): (() => void) | undefined {
  if (dialog === null) return;
  // Mantine hands the same dialog over again when it begins to close.
  if (!openers.has(dialog)) {
    openers.set(dialog, document.activeElement);
    if (!dialog.contains(document.activeElement)) {
      const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog;
      first.focus({ preventScroll: true });
    }
  }
  return () => queueMicrotask(() => giveBack(dialog));
}

/** Only where nothing else has taken the focus meanwhile. */
function giveBack(dialog: HTMLElement): void {
  const { activeElement, body } = document;
  if (dialog.isConnected || (activeElement !== null && activeElement !== body)) return;
  const before = openers.get(dialog);
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}

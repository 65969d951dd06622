/** Escape leads back from a list that shows no way back of its own, since nothing may be added to what that page loads first. */

/** On `path` alone: ends with the first step back, or when another page is gone to. What the page itself answers goes before. */
export function returnByEscape(path: string, goBack: () => void): void {
  let isThere = false;
  const stop = () => window.removeEventListener('keydown', onKey);
  const onKey = (event: KeyboardEvent) => {
    if (location.pathname !== path) {
      if (isThere) stop();
      return;
    }
    isThere = true;
    const { key, defaultPrevented, target } = event;
    if (key !== 'Escape' || defaultPrevented || !(target instanceof HTMLElement)) return;
    if (target.closest('[role="dialog"], [role="menu"], [role="listbox"], input, select, textarea') !== null)
      return;
    stop();
    goBack();
  };
  window.addEventListener('keydown', onKey);
}

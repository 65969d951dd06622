/** Whether this browser last saw official rules installed: the line that says they are not keeps its place from the first paint. */
const STORED = 'muhasebi.official-rules';

export function knowsRules(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    // A browser that keeps nothing shows the place for a moment.
    return false;
  }
}

export function rememberRules(installed: boolean): void {
  try {
    if (installed) localStorage.setItem(STORED, '1');
    else localStorage.removeItem(STORED);
  } catch {
    // Nothing depends on it but a line's place.
  }
}

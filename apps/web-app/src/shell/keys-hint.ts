/** Whether the person of this browser has seen the keys once: until then the header names the key that shows them. */

const SEEN = 'muhasebi.keys-seen';

export function needsKeysHint(): boolean {
  try {
    return localStorage.getItem(SEEN) === null;
  } catch {
    return false;
  }
}

export function forgetKeysHint(): void {
  try {
    localStorage.setItem(SEEN, '1');
  } catch {
    // Without storage there was no hint.
  }
}

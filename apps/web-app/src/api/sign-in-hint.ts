/** Whether someone signed in on this browser before: a hint that spares a vain question, no credential. */

const STORED = 'muhasebi.signed-in';

/** True also where nothing can be stored: then only the server knows. */
export function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    return true;
  }
}

export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(STORED, '1');
    else localStorage.removeItem(STORED);
  } catch {
    // Without storage the server is asked at each start.
  }
}

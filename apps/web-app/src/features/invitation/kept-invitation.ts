/** The key of an invitation while its owner signs in: for this tab alone, and never in an address. */

const KEPT = 'muhasebi.invitation';

/** Null forgets it. */
export function keepInvitation(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, token);
  } catch {
    // Without storage the link of the mail is opened once more.
  }
}

export function keptInvitation(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

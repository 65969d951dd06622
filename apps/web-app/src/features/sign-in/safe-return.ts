/** Where a person goes after signing in: only to an address of this app, whatever the link says. */

/** The address to return to, or the home page where it could lead elsewhere ("//host", "https:…"). */
export function safeReturn(address: string | undefined): string {
  return address !== undefined && /^\/(?![/\\])/.test(address) ? address : '/';
}
